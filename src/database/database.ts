import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { ImpatientClient } from './impatient-client.js';

/** bigint is read as a number everywhere: positions, counts and serials stay far below 2^53. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const MIGRATIONS = new URL('./migrations/', import.meta.url);
/** A server that says nothing for so long is taken to be away; a person waits for the answer. */
const ANSWER_MS = 5_000;
/** The machinery's statements write many rows or build an index. */
const WORK_MS = 60_000;
/** Any time will do: TypeORM wants a migration's name to end with one. The file's number is its order. */
const EPOCH = 1_700_000_000_000;
const MIGRATION_LOCK = 7_310_172;

/** Connections to one PostgreSQL database: the driver's pool for the machinery, TypeORM for rows and queries. */
export class Database {
  private constructor(
    readonly url: string,
    readonly pool: pg.Pool,
    readonly dataSource: DataSource,
  ) {}

  /** Connects; throws where the server cannot be reached. */
  static async connect(url: string): Promise<Database> {
    const pool = new pg.Pool({
      connectionString: url,
      max: 12,
      connectionTimeoutMillis: 5_000,
      query_timeout: WORK_MS,
      Client: ImpatientClient,
      application_name: 'kondusif',
    });
    pool.on('error', forgetIdleConnection);
    const dataSource = new DataSource({
      type: 'postgres',
      url,
      poolSize: 12,
      connectTimeoutMS: 5_000,
      extra: { query_timeout: ANSWER_MS, Client: ImpatientClient },
      applicationName: 'kondusif-views',
      parseInt8: true,
      poolErrorHandler: forgetIdleConnection,
    });
    try {
      await dataSource.initialize();
    } catch (error) {
      await pool.end();
      throw error;
    }
    return new Database(url, pool, dataSource);
  }

  /**
   * Brings the schema forward, however long that takes; two processes that start at once do it one after the other. Returns what was
   * run.
   */
  async migrate(): Promise<string[]> {
    const client = new pg.Client({ connectionString: this.url });
    const schema = new DataSource({
      type: 'postgres',
      url: this.url,
      migrations: migrations(),
      migrationsTableName: 'schema_migration',
      migrationsTransactionMode: 'each',
    });
    await client.connect();
    try {
      await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await schema.initialize();
      const done = await schema.runMigrations();
      return done.map((migration) => migration.name);
    } finally {
      if (schema.isInitialized) await schema.destroy();
      await client.end();
    }
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.pool.end();
  }
}

/** The pool has dropped the broken connection already; the next query opens another. */
function forgetIdleConnection(): void {}

function migrations(): (new () => MigrationInterface)[] {
  return readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => sqlMigration(file));
}

function sqlMigration(file: string): new () => MigrationInterface {
  const [, order, name] = /^(\d{4})-(.+)\.sql$/.exec(file) ?? [];
  if (order === undefined) throw new Error(`A migration is named 0001-what.sql, not ${file}.`);
  const sql = readFileSync(new URL(file, MIGRATIONS), 'utf8');
  return class {
    readonly name = `${name}-${EPOCH + Number(order)}`;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(sql);
    }

    down(): Promise<void> {
      throw new Error('Migrations only go forward.');
    }
  };
}
