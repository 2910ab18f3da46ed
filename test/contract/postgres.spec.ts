import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { encodeRequest } from '../../src/event-store/codec.js';
import type { AppendRequest } from '../../src/event-store/event-store.js';
import { LogWake } from '../../src/event-store/postgres/log-wake.js';
import { PostgresEventFeed } from '../../src/event-store/postgres/postgres-event-feed.js';
import { logIdOf, PostgresEventStore } from '../../src/event-store/postgres/postgres-event-store.js';
import { SQL } from '../../src/event-store/postgres/sql.js';
import type { Position } from '../../src/event-store/recorded-event.js';
import { createTestDatabase } from '../support/test-database.js';
import type { ContractStore } from './contract-store.js';
import { eventStoreContract } from './event-store.contract.js';

async function makePostgres(): Promise<ContractStore> {
  const { database, url, drop } = await createTestDatabase();
  // Copies of one database have one log; here each is to be another.
  await database.pool.query('update es_log set id = $1', [randomBytes(4).toString('hex')]);
  const logId = await logIdOf(database.pool);
  const otherPool = new pg.Pool({ connectionString: url, max: 4 });
  otherPool.on('error', () => undefined);
  const wake = new LogWake(url);
  await wake.open();
  const feed = new PostgresEventFeed(database.pool, logId, wake);
  return {
    store: new PostgresEventStore(database.pool, logId),
    elsewhere: new PostgresEventStore(otherPool, logId),
    feed,
    slowAppend: (request) => slowAppend(url, request),
    breakConnections: () => breakConnections(url),
    async positionBeyondEnd(): Promise<Position> {
      const [log, number] = (await feed.end()).split('-') as [string, string];
      return `${log}-${(Number.parseInt(number, 16) + 1).toString(16).padStart(number.length, '0')}`;
    },
    async close() {
      await wake.close();
      await otherPool.end();
      await drop();
    },
  };
}

/** A transaction that has its positions and the lock, and does not commit until it is told to. */
async function slowAppend(url: string, request: AppendRequest): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { events } = encodeRequest(request);
  await client.query('begin');
  const result = await client.query(SQL.append, [
    events.map(() => 0),
    events.map(() => request.stream),
    events.map((_, index) => index),
    events.map(({ id }) => id),
    events.map(({ type }) => type),
    events.map(({ data }) => data),
    events.map(({ meta }) => meta),
  ]);
  expect(result.rows[0]).toMatchObject({ outcome: 'ok' });
  return async () => {
    await client.query('commit');
    await client.end();
  };
}

async function breakConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.end();
}

eventStoreContract('PostgreSQL', makePostgres);
