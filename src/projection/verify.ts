import type pg from 'pg';
import { onConnection } from '../database/on-connection.js';
import { EventFeed } from '../event-store/event-feed.js';
import type { Position } from '../event-store/recorded-event.js';
import { parkedStreams } from './parking.js';
import { type AnyProjection, pastTableOf, tableOf, totalsTableOf } from './projection.js';
import { LogReader, type RebuildProgress } from './rebuild.js';
import { createTables, dropTables, exists } from './view-tables.js';

/** A row that the view and the log tell differently. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  /** `view`: stands in the view and not in a replay; `log`: the other way round. */
  readonly onlyIn: 'view' | 'log';
}

/** How many differences of one table are named. */
const NAMED = 20;

/**
 * Replays the log beside a view and compares every row, present and past, and all running totals, as both stood at the
 * view's checkpoint. Parked streams are left out from where they were parked: the view says itself that it lacks them. Nothing that others see is changed.
 */
export function verify(
  pool: pg.Pool,
  feed: EventFeed,
  projection: AnyProjection,
  progress: RebuildProgress = () => undefined,
): Promise<Difference[]> {
  return onConnection(pool, async (client) => {
    // One snapshot: the checkpoint and the rows that belong to it. The replay goes into tables that nobody else sees.
    await client.query('begin isolation level repeatable read');
    try {
      if (!(await exists(client, tableOf(projection)))) return [];
      const position = await checkpointOf(client, projection);
      await dropTables(client, projection, 'verify');
      await createTables(client, projection, 'verify');
      const parked = await parkedStreams(client, projection);
      const leftFrom = new Map(parked.map(({ stream, revision }) => [stream, revision]));
      const replay = new LogReader(pool, feed, projection, 'verify', undefined, leftFrom);
      if (position !== null) await replay.readTo(position, progress, client);
      return await compare(
        client,
        projection,
        parked.map(({ stream }) => stream.slice(projection.streams.length + 1)),
      );
    } finally {
      await client.query('rollback');
    }
  });
}

/** Where the view says that it stands; null where it has read nothing. */
async function checkpointOf(client: pg.ClientBase, projection: AnyProjection): Promise<Position | null> {
  const { rows } = await client.query<{ position: Position | null }>(
    `select position from projection_checkpoint where name = $1 and version = $2 and build = 'live'`,
    [projection.name, projection.version],
  );
  return rows[0]?.position ?? null;
}

/** Two tables that should hold the same, with the columns that are compared and what names one of their rows. */
interface Pair {
  readonly table: string;
  readonly key: string;
  readonly columns: readonly string[];
}

function pairsOf(projection: AnyProjection): Pair[] {
  const key = `${projection.key}::text`;
  const columns = [...Object.keys(projection.columns), 'since'];
  const past = { table: pastTableOf(projection), key, columns: [...columns, 'until'] };
  const totals = (projection.totals ?? []).map((one) => ({
    table: totalsTableOf(projection, one),
    key: `concat_ws(' ', ${[...Object.keys(one.key), 'position'].join(', ')})`,
    columns: [...Object.keys(one.key), 'position', ...one.counters, 'latest'],
  }));
  return [{ table: tableOf(projection), key, columns }, ...(projection.keepsPast ? [past] : []), ...totals];
}

async function compare(
  client: pg.ClientBase,
  projection: AnyProjection,
  parked: readonly string[],
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const pair of pairsOf(projection)) {
    const replay = `${pair.table}_verify`;
    found.push(...(await only(client, 'view', pair, [pair.table, replay], parked)));
    found.push(...(await only(client, 'log', pair, [replay, pair.table], parked)));
  }
  return found;
}

async function only(
  client: pg.ClientBase,
  onlyIn: Difference['onlyIn'],
  { table, key, columns }: Pair,
  [left, right]: readonly [string, string],
  parked: readonly string[],
): Promise<Difference[]> {
  const names = columns.join(', ');
  const { rows } = await client.query<{ key: string }>(
    `select ${key} as key from (select ${names} from ${left} except all select ${names} from ${right}) d
     where not (${key} = any($1)) order by 1 limit ${NAMED}`,
    [parked],
  );
  return rows.map((row) => ({ table, key: row.key, onlyIn }));
}
