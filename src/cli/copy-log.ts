import { type OpenLog, openLog } from '../app-log.js';
import { StartError } from '../config/start-error.js';
import type { Database } from '../database/database.js';
import { type Copied, CopyRefused, copyLog } from '../event-store/copy-log.js';
import { type EventFeed, InvalidPosition } from '../event-store/event-feed.js';
import { PositionMap } from '../event-store/position-map.js';
import { moveToCopy, positionsIn } from '../projection/move-positions.js';
import { type CliCommand, type CommandContext, UsageError } from './command.js';
import { KEPT_POSITIONS } from './kept-positions.js';
import { assertMovable, openTarget } from './open-target.js';

/** Brings the log into another store, beside a running service; with `--final` the positions follow it. */
export const copyLogCommand: CliCommand = {
  name: 'copy-log',
  usage: '<target-url> [--final]',
  summary:
    'Copies the log into another store and compares every event; --final, without a service, also translates positions.',
  async run(args, context) {
    const [url, ...others] = args.filter((arg) => arg !== '--final');
    const isFinal = args.includes('--final');
    if (url === undefined || others.length > 0) throw new UsageError('Name the address of one target.');
    if (isFinal) assertMovable(url);
    const database = await context.database();
    if (isFinal) await assertAlone(database);
    const source = await openLog({}, database);
    try {
      const target = await openTarget(url, context.config, database);
      try {
        return await copy(source, target, database, isFinal, context);
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  },
};

async function copy(
  source: OpenLog,
  target: OpenLog,
  database: Database,
  isFinal: boolean,
  context: CommandContext,
): Promise<number> {
  await assertOther(source.feed, target.feed);
  const map = new PositionMap(isFinal ? await positionsIn(database.pool, KEPT_POSITIONS) : []);
  const { events, written } = await copied(source, target, map, context);
  context.print(
    `${events} events stand in both logs, compared one by one; ${written} of them were written now.`,
  );
  if (!isFinal) {
    context.print('Nothing else was changed. To move, stop the service and run this again with --final.');
    return 0;
  }
  await moveToCopy(database.pool, KEPT_POSITIONS, map);
  context.print(
    'Positions are translated and the views taken away: start the service on the new log, it builds them.',
  );
  return 0;
}

async function copied(
  source: OpenLog,
  target: OpenLog,
  map: PositionMap,
  context: CommandContext,
): Promise<Copied> {
  const { events } = await source.feed.lag(null);
  const bar = context.progress('copy-log', events);
  try {
    return await copyLog(source.feed, target, (original, standing) => {
      map.pass(original, standing);
      bar.advance();
    });
  } catch (error) {
    throw error instanceof CopyRefused ? new StartError(error.message, 1, { cause: error }) : error;
  } finally {
    bar.end();
  }
}

/** A copy into itself would find every event in its place. */
async function assertOther(source: EventFeed, target: EventFeed): Promise<void> {
  try {
    source.parsePosition(await target.end());
  } catch (error) {
    if (error instanceof InvalidPosition) return;
    throw error;
  }
  throw new StartError('The target is this same log, or was restored from it: name another store.');
}

/** What follows must not be overtaken by anybody. Services listen for appends for as long as they run. */
async function assertAlone({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ others: number }>(
    `select count(*) as others from pg_stat_activity
     where datname = current_database() and application_name = 'kondusif-listen'`,
  );
  if (rows[0]?.others !== 0) {
    throw new StartError('A service runs on this database: stop it first, then run copy-log --final.');
  }
}
