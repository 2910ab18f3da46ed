import type pg from 'pg';
import type { Poisoned } from './batch-fold.js';
import type { AnyProjection } from './projection.js';

type Queryable = Pick<pg.ClientBase, 'query'>;
type Key = Pick<AnyProjection, 'name' | 'version'>;

/** A stream of which a view shows nothing after `revision - 1`, with what an operator wished. */
export interface Parked extends Poisoned {
  readonly name: string;
  readonly version: number;
  readonly parkedAt: Date;
  readonly wish: 'retry' | 'skip' | null;
}

const COLUMNS = `name, version, stream, revision, event_id as "eventId", type, error, parked_at as "parkedAt", wish`;

/** All parked streams, or those of one projection. */
export async function parkedStreams(client: Queryable, key?: Key): Promise<Parked[]> {
  const { rows } = await client.query<Parked>(
    `select ${COLUMNS} from projection_parked
     where $1::text is null or (name = $1 and version = $2) order by parked_at, stream`,
    [key?.name ?? null, key?.version ?? null],
  );
  return rows;
}

/** Parks streams (again, with the newer reason, where they were parked). */
export async function park(
  client: Queryable,
  { name, version }: Key,
  poisoned: readonly Poisoned[],
): Promise<void> {
  for (const { stream, revision, eventId, type, error } of poisoned) {
    await client.query(
      `insert into projection_parked (name, version, stream, revision, event_id, type, error) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (name, version, stream) do update
       set revision = excluded.revision, event_id = excluded.event_id, type = excluded.type, error = excluded.error,
           parked_at = clock_timestamp(), wish = null`,
      [name, version, stream, revision, eventId, type, error],
    );
  }
}

export async function unpark(client: Queryable, { name, version }: Key, stream: string): Promise<void> {
  await client.query('delete from projection_parked where name = $1 and version = $2 and stream = $3', [
    name,
    version,
    stream,
  ]);
}

/** Forgets all parked streams of a projection, as a rebuild does. */
export async function unparkAll(client: Queryable, { name, version }: Key): Promise<void> {
  await client.query('delete from projection_parked where name = $1 and version = $2', [name, version]);
}

/**
 * Asks the projection's owner to read a parked stream again from its poisoned event, or to leave that one event out.
 * False where no such stream is parked.
 */
export async function wishParked(
  client: Queryable,
  name: string,
  stream: string,
  wish: 'retry' | 'skip',
): Promise<boolean> {
  const { rowCount } = await client.query(
    'update projection_parked set wish = $3 where name = $1 and stream = $2',
    [name, stream, wish],
  );
  return (rowCount ?? 0) > 0;
}
