import type pg from 'pg';
import { copyIn, quoted } from './copy-in.js';
import { MIGRATION_LOCK, MIGRATION_TABLE, type Migration } from './migrations.js';
import { connectForLongWork } from './own-connection.js';

/** Something stands in the database already. */
export class NotEmpty extends Error {
  constructor(readonly tables: readonly string[]) {
    super(`The database is not empty: it holds ${tables.join(', ')}.`);
    this.name = 'NotEmpty';
  }
}

/** What stands there, but for what an extension brought. */
const TABLES = `
  select c.relname as name from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  order by 1`;

/** As TypeORM makes it. */
const NOTES = `create table ${MIGRATION_TABLE} (
  id serial primary key, timestamp bigint not null, name character varying not null
)`;

/**
 * An empty database that is filled in one transaction: until `commit` it stays empty for everybody else, whatever happens
 * to this process. A service that starts meanwhile waits.
 */
export class EmptyDatabase {
  private constructor(private readonly client: pg.Client) {}

  /** Errors: `NotEmpty`. */
  static async open(url: string): Promise<EmptyDatabase> {
    const client = await connectForLongWork(url);
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      const { rows } = await client.query<{ name: string }>(TABLES);
      if (rows.length > 0) throw new NotEmpty(rows.map(({ name }) => name));
      return new EmptyDatabase(client);
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  /** Makes the schema by the given steps and notes them as run. */
  async build(steps: readonly Migration[]): Promise<void> {
    await this.client.query(NOTES);
    for (const { name, timestamp, sql } of steps) {
      await this.client.query(sql);
      await this.client.query(`insert into ${MIGRATION_TABLE} (timestamp, name) values ($1, $2)`, [
        timestamp,
        name,
      ]);
    }
  }

  /** Puts the rows in the place of those that the schema brought, and resolves with their number. */
  async fill(table: string, columns: readonly string[], source: AsyncIterable<Uint8Array>): Promise<number> {
    await this.client.query(`delete from ${table}`);
    return copyIn(this.client, `copy ${table} (${columns.map(quoted).join(', ')}) from stdin`, source);
  }

  async query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    return (await this.client.query<Row>(sql)).rows;
  }

  async commit(): Promise<void> {
    await this.client.query('commit');
  }

  /** Without `commit` the database is as empty as before. */
  close(): Promise<void> {
    return this.client.end();
  }
}
