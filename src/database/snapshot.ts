import type pg from 'pg';
import { quoted } from './copy-in.js';
import { CopyOut } from './copy-out.js';
import { MIGRATION_TABLE } from './migrations.js';
import { connectForLongWork } from './own-connection.js';

/** Rows of a table on their way out, in PostgreSQL's text format. */
export interface RowStream extends AsyncIterable<Buffer> {
  /** Known at the end of the stream. */
  readonly rows: number;
}

const TABLES = `
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
  group by c.relname`;

/** Everything in a database as it stood at one moment, while others go on writing. */
export class Snapshot {
  private constructor(private readonly client: pg.Client) {}

  static async open(url: string): Promise<Snapshot> {
    const client = await connectForLongWork(url);
    await client.query('begin isolation level repeatable read read only');
    return new Snapshot(client);
  }

  /** The columns that are stored, by the table's name. */
  async tables(): Promise<Map<string, readonly string[]>> {
    const { rows } = await this.client.query<{ name: string; columns: string[] }>(TABLES);
    return new Map(rows.map(({ name, columns }) => [name, columns]));
  }

  /** Names of the steps that made this schema. */
  async migrations(): Promise<string[]> {
    const { rows } = await this.client.query<{ name: string }>(
      `select name from ${MIGRATION_TABLE} order by timestamp`,
    );
    return rows.map(({ name }) => name);
  }

  async query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    return (await this.client.query<Row>(sql)).rows;
  }

  /** The rows of a table, in the order of a column where one is named. Read it to its end, or close the snapshot. */
  rows(table: string, columns: readonly string[], order?: string): RowStream {
    const names = columns.map(quoted).join(', ');
    return this.client.query(
      new CopyOut(
        order === undefined
          ? `copy ${table} (${names}) to stdout`
          : `copy (select ${names} from ${table} order by ${order}) to stdout`,
      ),
    );
  }

  /** Also in the middle of a stream. */
  close(): Promise<void> {
    return this.client.end();
  }
}
