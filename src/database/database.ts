import pg from 'pg';
import { DataSource } from 'typeorm';
import { ImpatientClient } from './impatient-client.js';
import { asClass, MIGRATION_LOCK, MIGRATION_TABLE, migrations } from './migrations.js';

/** bigint is read as a number everywhere: positions, counts and serials stay far below 2^53. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** A server that says nothing for so long is taken to be away; a person waits for the answer. */
const ANSWER_MS = 5_000;
/** The machinery's statements write many rows or build an index. */
const WORK_MS = 60_000;

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
      migrations: migrations().map(asClass),
      migrationsTableName: MIGRATION_TABLE,
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
