import type pg from 'pg';
import type { Position } from '../event-store/recorded-event.js';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** A row that a process could not handle. */
export interface ParkedRow {
  /** Of the process. */
  readonly name: string;
  readonly key: string;
  /** Of the event that wrote the row. */
  readonly position: Position;
  readonly error: string;
  readonly parkedAt: Date;
  readonly wish: 'retry' | 'skip' | null;
}

/** What is known of a row at the moment when it could not be handled. */
export type FailedRow = Pick<ParkedRow, 'name' | 'key' | 'position' | 'error' | 'wish'>;

const COLUMNS = 'name, key, position, error, parked_at as "parkedAt", wish';

/** All parked rows, or those of one process. */
export async function parkedRows(client: Queryable, name?: string): Promise<ParkedRow[]> {
  const { rows } = await client.query<ParkedRow>(
    `select ${COLUMNS} from process_parked where $1::text is null or name = $1 order by parked_at, key`,
    [name ?? null],
  );
  return rows;
}

/** Parks a row (again, with the newer reason, where it was parked). */
export async function parkRow(
  client: Queryable,
  { name, key, position, error, wish }: FailedRow,
): Promise<void> {
  await client.query(
    `insert into process_parked (name, key, position, error, wish) values ($1, $2, $3, $4, $5)
     on conflict (name, key) do update
     set position = excluded.position, error = excluded.error, parked_at = clock_timestamp(), wish = excluded.wish`,
    [name, key, position, error, wish],
  );
}

export async function unparkRows(client: Queryable, name: string, keys: readonly string[]): Promise<void> {
  await client.query('delete from process_parked where name = $1 and key = any($2)', [name, keys]);
}

/** Asks the owner of a process to handle a parked row again, or to leave it. False where it is not parked. */
export async function wishParkedRow(
  client: Queryable,
  name: string,
  key: string,
  wish: 'retry' | 'skip',
): Promise<boolean> {
  const { rowCount } = await client.query(
    'update process_parked set wish = $3 where name = $1 and key = $2',
    [name, key, wish],
  );
  return (rowCount ?? 0) > 0;
}

/**
 * A view has read a stream on that it had parked: the positions in the stream's row lie behind the checkpoints of the
 * processes that read the view, so the row is handed to them here.
 */
export async function handToProcesses(
  client: Queryable,
  projection: string,
  key: string,
  position: Position,
): Promise<void> {
  await client.query(
    `insert into process_parked (name, key, position, error, wish)
     select name, $2, $3, 'read late', 'retry' from process_checkpoint where projection = $1
     on conflict (name, key) do update set position = excluded.position, wish = 'retry'`,
    [projection, key, position],
  );
}
