import type pg from 'pg';
import { inTransaction } from '../database/on-connection.js';
import type { PositionMap } from '../event-store/position-map.js';
import type { Position } from '../event-store/recorded-event.js';

/**
 * A column that holds positions of the log and is not made again from it: it is translated when the log moves to another
 * store. A checkpoint with a side effect behind it is one of these, since nothing may be sent twice; its event stays the
 * same, so only the position changes.
 */
export interface KeptPositions {
  readonly table: string;
  readonly column: string;
}

/** The positions that will have to be translated. */
export async function positionsIn(pool: pg.Pool, places: readonly KeptPositions[]): Promise<Position[]> {
  const found: Position[] = [];
  for (const { table, column } of places) {
    const { rows } = await pool.query<{ position: Position }>(
      `select distinct ${column} as position from ${table} where ${column} is not null`,
    );
    found.push(...rows.map(({ position }) => position));
  }
  return found;
}

/**
 * Puts the positions of the copy in the place of those of the log that was copied, and takes the views away, whose rows
 * are full of them: the next start builds them from the copy. All or nothing. No service may run.
 */
export async function moveToCopy(
  pool: pg.Pool,
  places: readonly KeptPositions[],
  map: PositionMap,
): Promise<void> {
  const positions = await positionsIn(pool, places);
  const values = [positions, positions.map((position) => map.of(position))];
  await inTransaction(pool, async (client) => {
    for (const { table, column } of places) {
      await client.query(
        `update ${table} t set ${column} = m.new
         from unnest($1::text[], $2::text[]) as m (old, new) where t.${column} = m.old`,
        values,
      );
    }
    await forgetViews(client);
  });
}

/** Takes away the tables, checkpoints and parked streams of all views, of all versions. */
async function forgetViews(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
       and exists (select 1 from projection_checkpoint p
                   where c.relname = p.name || '_v' || p.version or starts_with(c.relname, p.name || '_v' || p.version || '_'))`,
  );
  for (const { name } of rows) await client.query(`drop table ${name}`);
  await client.query('delete from projection_parked');
  await client.query('delete from projection_checkpoint');
}
