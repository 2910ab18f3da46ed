import type { Config } from './config/config.js';
import { StartError } from './config/start-error.js';
import type { Database } from './database/database.js';
import type { EventFeed } from './event-store/event-feed.js';
import type { EventStore } from './event-store/event-store.js';
import { LogSpace } from './event-store/eventstoredb/log-space.js';
import { LogWake } from './event-store/postgres/log-wake.js';
import {
  logIdOf,
  PostgresEventFeed,
  PostgresEventStore,
} from './event-store/postgres/postgres-event-store.js';
import { PostgresLogMarks } from './event-store/postgres/postgres-log-marks.js';
import type { Check } from './ops/health-checks.js';

/** The log that the service stands on; `close` it behind everything that uses it. */
export interface OpenLog {
  readonly store: EventStore;
  readonly feed: EventFeed;
  /** How the store stands, where it is not the database that is looked at anyhow. */
  readonly check?: Check;
  close(): Promise<void>;
}

/**
 * Picks the event store: EventStoreDB where `EVENTSTORE_URL` is set, PostgreSQL elsewhere; nothing else knows which one
 * runs. Errors: `StartError` where EventStoreDB cannot be used.
 */
export function openLog(
  { eventStoreUrl, eventStorePrefix }: Partial<Pick<Config, 'eventStoreUrl' | 'eventStorePrefix'>>,
  database: Database,
): Promise<OpenLog> {
  if (eventStoreUrl === undefined) return onPostgres(database);
  return onEventStoreDb(eventStoreUrl, new LogSpace(eventStorePrefix), database);
}

async function onPostgres({ pool, url }: Database): Promise<OpenLog> {
  const logId = await logIdOf(pool);
  const wake = new LogWake(url);
  await wake.open();
  return {
    store: new PostgresEventStore(pool, logId),
    feed: new PostgresEventFeed(pool, logId, wake),
    close: () => wake.close(),
  };
}

/** Its client is large: who runs on PostgreSQL starts without it. */
async function onEventStoreDb(url: string, space: LogSpace, { pool }: Database): Promise<OpenLog> {
  const { openEventStoreDb } = await import('./event-store/eventstoredb/open-eventstoredb.js');
  try {
    const marks = new PostgresLogMarks(pool);
    const { store, feed, health, close } = await openEventStoreDb(url, marks, space);
    return { store, feed, close, check: async () => ({ ...(await health.look()) }) };
  } catch (error) {
    throw new StartError(
      'The EventStoreDB of EVENTSTORE_URL cannot be used: check the address, the credentials and whether it runs.',
      1,
      { cause: error },
    );
  }
}
