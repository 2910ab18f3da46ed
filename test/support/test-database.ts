import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { AreaRegister } from '../../src/area/area.register.js';
import { Database } from '../../src/database/database.js';
import { HealthChecks } from '../../src/ops/health-checks.js';

/** A fresh, migrated database on the run's server; `drop` closes and removes it. */
export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'kondusif_template';
const TEMPLATE_LOCK = 42;

/** Makes a database from the template, migrated and with all areas (made by whoever comes first). */
export function createTestDatabase(): Promise<TestDatabase> {
  return makeDatabase(async (server, client, name) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await ensureTemplate(server, client);
    // Through the log, as is usual, it would cost three times as much.
    await client.query(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  });
}

/** Makes a database with nothing in it, not even a schema. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return makeDatabase((_, client, name) => client.query(`create database ${name}`));
}

async function makeDatabase(
  make: (server: string, client: pg.Client, name: string) => Promise<unknown>,
): Promise<TestDatabase> {
  const server = process.env.KONDUSIF_TEST_SERVER;
  if (server === undefined) throw new Error('Tests never touch a database that the run did not start.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(server, (client) => make(server, client, name));
  const url = `${server}/${name}`;
  const database = await Database.connect(url);
  return {
    database,
    url,
    drop: async () => {
      await database.close();
      await asAdministrator(server, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

async function ensureTemplate(server: string, client: pg.Client): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
  if (found.rowCount) return;
  await client.query(`create database ${TEMPLATE}_new`);
  const template = await Database.connect(`${server}/${TEMPLATE}_new`);
  await template.migrate();
  // Every start of the application would load them again.
  await AreaRegister.load(template.dataSource, new HealthChecks());
  await template.close();
  await client.query(`alter database ${TEMPLATE}_new rename to ${TEMPLATE}`);
}

async function asAdministrator(server: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
