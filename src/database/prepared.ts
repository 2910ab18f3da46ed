import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** A connection keeps so many plans at most; what comes after them is planned each time. */
const MOST = 300;
const names = new Map<string, string>();

/**
 * A statement that each connection parses and plans once: for those that come again and again with the same text, whose
 * plan does not hang on their values. Where many columns or unions are written out, planning takes longer than finding.
 */
export function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  const name = names.get(text) ?? nameFor(text);
  return { ...(name !== undefined && { name }), text, values: [...values] };
}

/** Asks the rows of views by a statement that is `prepared`. */
export async function askPrepared<Row extends pg.QueryResultRow>(
  dataSource: DataSource,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const pool: pg.Pool = (dataSource.driver as PostgresDriver).master;
  return (await pool.query<Row>(prepared(text, values))).rows;
}

function nameFor(text: string): string | undefined {
  if (names.size >= MOST) return undefined;
  const name = `s_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  names.set(text, name);
  return name;
}
