import { type OpenLog, openLog } from '../app-log.js';
import { type Config, readConfig } from '../config/config.js';
import { addressOf } from '../config/config-urls.js';
import { StartError } from '../config/start-error.js';
import { Database } from '../database/database.js';
import { checkServer } from '../database/direct-connection.js';
import { EmptyDatabase, NotEmpty } from '../database/empty-database.js';
import { UsageError } from './command.js';

/**
 * Opens the log that another one is copied into. Errors: `UsageError` for an address that is none; `StartError` where
 * the store cannot be used or holds something else than a log of Kondusif.
 */
export async function openTarget(
  url: string,
  { eventStorePrefix }: Config,
  database: Database,
): Promise<OpenLog> {
  if (!URL.canParse(url))
    throw new UsageError('The target is an address such as esdb://user:password@host:2113.');
  const { protocol, pathname } = new URL(url);
  if (/^postgres(ql)?:$/.test(protocol) && pathname.length > 1) return openPostgres(url);
  if (/^esdb(\+discover)?:$/.test(protocol)) {
    const { eventStoreUrl } = readConfig({ EVENTSTORE_URL: url });
    return openLog({ eventStoreUrl, eventStorePrefix }, database);
  }
  throw new UsageError('The target is an EventStoreDB (esdb://…) or a PostgreSQL database (postgres://…).');
}

/** Errors: `StartError` where no service could run on the copy, since the rest of its data would stay behind. */
export function assertMovable(url: string): void {
  if (/^postgres(ql)?:/.test(url)) {
    throw new StartError(
      'A service does not run on a log that stands in another PostgreSQL than its people and keys: leave --final out, or move everything with backup and restore.',
    );
  }
}

async function openPostgres(url: string): Promise<OpenLog> {
  await checkServer(url, addressOf(url));
  await assertOurs(url);
  const database = await Database.connect(url);
  try {
    await database.migrate();
    const log = await openLog({}, database);
    return {
      ...log,
      close: async () => {
        await log.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function assertOurs(url: string): Promise<void> {
  try {
    const empty = await EmptyDatabase.open(url);
    await empty.close();
  } catch (error) {
    if (!(error instanceof NotEmpty)) throw error;
    if (!error.tables.includes('es_event')) {
      throw new StartError(
        'The target database holds something else than a log of Kondusif: name an empty one.',
      );
    }
  }
}
