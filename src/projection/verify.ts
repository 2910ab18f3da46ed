import type pg from 'pg';
import { onConnection } from '../database/on-connection.js';
import { EventFeed } from '../event-store/event-feed.js';
import type { Position } from '../event-store/recorded-event.js';
import { parkedStreams } from './parking.js';
import { type AnyProjection, pastTableOf, tableOf } from './projection.js';
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
 * Replays the log beside a view and compares every row, present and past, as both stood at the view's checkpoint.
 * Streams that are parked are left out: the view says itself that it lacks them. Nothing that others see is changed.
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
      const replay = new LogReader(pool, feed, projection, 'verify');
      if (position !== null) await replay.readTo(position, progress, client);
      const parked = await parkedStreams(client, projection);
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

async function compare(
  client: pg.ClientBase,
  projection: AnyProjection,
  parked: readonly string[],
): Promise<Difference[]> {
  const columns = [...Object.keys(projection.columns), 'since'];
  const pairs: [string, string, string[]][] = [
    [tableOf(projection), `${tableOf(projection)}_verify`, columns],
  ];
  if (projection.keepsPast) {
    pairs.push([pastTableOf(projection), `${pastTableOf(projection)}_verify`, [...columns, 'until']]);
  }
  const found: Difference[] = [];
  for (const [view, replay, names] of pairs) {
    found.push(...(await only(client, projection, 'view', view, view, replay, names, parked)));
    found.push(...(await only(client, projection, 'log', view, replay, view, names, parked)));
  }
  return found;
}

async function only(
  client: pg.ClientBase,
  { key }: AnyProjection,
  onlyIn: Difference['onlyIn'],
  table: string,
  left: string,
  right: string,
  columns: readonly string[],
  parked: readonly string[],
): Promise<Difference[]> {
  const names = columns.join(', ');
  const { rows } = await client.query<{ key: string }>(
    `select ${key}::text as key from (select ${names} from ${left} except all select ${names} from ${right}) d
     where not (${key}::text = any($1)) order by 1 limit ${NAMED}`,
    [parked],
  );
  return rows.map((row) => ({ table, key: row.key, onlyIn }));
}
