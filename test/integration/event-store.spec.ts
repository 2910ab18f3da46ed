import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { encode } from '../../src/event-store/codec.js';
import { LogMismatch } from '../../src/event-store/event-feed.js';
import { LogWake } from '../../src/event-store/postgres/log-wake.js';
import { PostgresEventFeed } from '../../src/event-store/postgres/postgres-event-feed.js';
import { logIdOf, PostgresEventStore } from '../../src/event-store/postgres/postgres-event-store.js';
import {
  checkpointOf,
  inLanes,
  newEvent,
  newEvents,
  opening,
  readToEnd,
  stored,
} from '../contract/samples.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const LISTENERS = `select pid from pg_stat_activity
  where datname = current_database() and application_name = 'kondusif-listen'`;

describe('the log in PostgreSQL', () => {
  let test: TestDatabase;
  let pool: pg.Pool;
  let store: PostgresEventStore;
  let wake: LogWake;
  let feed: PostgresEventFeed;
  /** A connection that the store knows nothing of. */
  let administrator: pg.Client;

  beforeEach(async () => {
    test = await createTestDatabase();
    pool = test.database.pool;
    const logId = await logIdOf(pool);
    store = new PostgresEventStore(pool, logId);
    wake = new LogWake(test.url);
    feed = new PostgresEventFeed(pool, logId, wake);
    administrator = new pg.Client({ connectionString: test.url });
    await administrator.connect();
  });
  afterEach(async () => {
    await wake.close();
    await administrator.end();
    await test.drop();
  });

  const ask = async <T>(text: string): Promise<T[]> => (await administrator.query(text)).rows as T[];
  const listeners = async () => (await ask<{ pid: number }>(LISTENERS)).map(({ pid }) => pid);

  it('can only be added to', async () => {
    await stored(store, opening());
    for (const statement of [
      `update es_event set data = '{}'`,
      'update es_event set at = at',
      'delete from es_event',
      'truncate es_event',
      'truncate es_event cascade',
    ]) {
      await expect(administrator.query(statement)).rejects.toThrow('Events are never changed or removed.');
    }
    expect(await ask('select 1 from es_event')).toHaveLength(1);
  });

  it('keeps the exact bytes that the codec made', async () => {
    const event = newEvent({ data: { z: 'ä "\\ \u2028 😀 \n', a: [1.5, null, { y: 1, b: 2 }] } });
    await stored(store, opening([event]));
    const [row] = await ask<{ data: string; meta: string }>('select data, meta from es_event');
    expect(row).toEqual({ data: encode(event.data), meta: encode(event.meta) });
  });

  it('gives positions without a gap, whatever was refused in between', async () => {
    const shared = newEvents(40);
    await inLanes(20, 400, async (number) => {
      const request = opening([newEvent(), shared[number % 40] ?? newEvent()]);
      const first = await store.append(number % 2 ? request : opening());
      if (first.outcome === 'appended') await store.append({ ...request, expected: 17 });
    });
    const rows = await ask<{ pos: number }>('select pos from es_event order by pos');
    expect(rows.length).toBeGreaterThan(200);
    expect(rows.map(({ pos }) => pos)).toEqual(rows.map((_, index) => index + 1));
  });

  it('knows an id wherever it stands, also when two streams bring it in one flush', async () => {
    const [one, two] = newEvents(2) as [ReturnType<typeof newEvent>, ReturnType<typeof newEvent>];
    await stored(store, opening([one]));
    expect(await store.append(opening([one]))).toEqual({ outcome: 'overlap' });
    const outcomes = await Promise.all(
      [opening([two]), opening([newEvent(), two]), opening(), opening()].map((request) =>
        store.append(request),
      ),
    );
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
      'appended',
      'appended',
      'appended',
      'overlap',
    ]);
  });

  it('is written and read by indexes from its first event on', async () => {
    const own = new pg.Pool({ connectionString: test.url, max: 4 });
    const logId = await logIdOf(own);
    store = new PostgresEventStore(own, logId);
    feed = new PostgresEventFeed(own, logId, wake);
    await inLanes(4, 200, async () => {
      const request = opening(newEvents(2));
      await stored(store, request);
      await stored(store, { stream: request.stream, expected: 1, events: newEvents(1) });
      await store.read(request.stream);
      await store.read(request.stream, { backwards: true, limit: 1 });
    });
    const all = await readToEnd(feed, null, 50);
    const middle = all[300] as (typeof all)[0];
    await feed.positionAt(middle.recordedAt);
    await feed.lag(middle.position);
    await readToEnd(feed, checkpointOf(middle));
    // A connection that ends says what it did.
    await own.end();
    await sleep(200);
    const scans = `select seq_scan::int as scans from pg_stat_user_tables where relname = 'es_event'`;
    expect(await ask(scans)).toEqual([{ scans: 0 }]);
  });

  it('wakes its readers by one connection, which comes back by itself', async () => {
    await wake.open();
    const never = new AbortController().signal;
    for (let round = 0; round < 3; round++) {
      const [pid, ...others] = await listeners();
      expect(others).toEqual([]);
      const lost = wake.count;
      await administrator.query('select pg_terminate_backend($1)', [pid]);
      // Coming back it wakes, for what was appended while nobody listened.
      await wake.next(lost, 20_000, never);
      const [next] = await listeners();
      expect(next).not.toBe(pid);
      const seen = wake.count;
      const woken = wake.next(seen, 20_000, never);
      await stored(store, opening());
      await woken;
      expect(wake.count).toBeGreaterThan(seen);
      // What happened before the wait is not slept through.
      await wake.next(seen, 20_000, never);
    }
    await wake.close();
    await sleep(1_200);
    expect(await listeners()).toEqual([]);
  });

  it('serves its readers without being woken', async () => {
    const stop = new AbortController();
    const batches = feed.subscribe(null, { signal: stop.signal });
    expect((await batches.next()).value).toEqual({ events: [], caughtUp: true });
    await stored(store, opening());
    expect((await batches.next()).value).toMatchObject({ events: [{ revision: 0 }], caughtUp: true });
    await batches.return(undefined);
  });

  it('is compared again after its connections broke: another log below stops the reader', async () => {
    await wake.open();
    await stored(store, opening(newEvents(3)));
    const batches = feed.subscribe(null, { signal: new AbortController().signal });
    expect((await batches.next()).value).toMatchObject({ caughtUp: true });
    await administrator.query(
      `begin; set local session_replication_role = replica; delete from es_event where pos > 1; commit;
       select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const readOn = async (): Promise<void> => {
      while (!(await batches.next()).done);
    };
    await expect(readOn()).rejects.toBeInstanceOf(LogMismatch);
  });

  it('lets a waiting append go on when a slow transaction lets go of the lock', async () => {
    await administrator.query('begin isolation level repeatable read; select count(*) from es_event');
    await administrator.query('select pg_advisory_xact_lock(7310171)');
    const waiting = Array.from({ length: 5 }, () => store.append(opening()));
    await sleep(150);
    expect(await readToEnd(feed, null)).toEqual([]);
    await administrator.query('commit');
    const results = await Promise.all(waiting);
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(5).fill('appended'));
  });

  it('finds another connection for appends whose own one breaks under them', async () => {
    await administrator.query('begin; select pg_advisory_xact_lock(7310171)');
    const waiting = Array.from({ length: 20 }, () => store.append(opening()));
    const blocked =
      "select pid from pg_stat_activity where wait_event = 'advisory' and datname = current_database()";
    while ((await ask(blocked)).length === 0) await sleep(10);
    await ask(`select pg_terminate_backend(pid) from (${blocked}) as b`);
    await administrator.query('commit');
    const results = await Promise.all(waiting);
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(20).fill('appended'));
  });

  it('gives its connection back as it was', async () => {
    const single = new pg.Pool({ connectionString: test.url, max: 1 });
    const alone = new PostgresEventStore(single, await logIdOf(single));
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 40 }, () => stored(alone, opening())));
      const client = await single.connect();
      expect((client as { pipeline?: boolean }).pipeline).toBe(false);
      await client.query('begin');
      await expect(client.query('select no_such_column')).rejects.toMatchObject({ code: '42703' });
      await client.query('rollback');
      client.release();
      const reads = Array.from({ length: 5 }, () => alone.read('note-1'));
      expect(await Promise.all([stored(alone, opening()), ...reads])).toHaveLength(6);
    }
    expect(single.totalCount).toBe(1);
    await single.end();
    await expect(alone.append(opening())).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  it('says that it is not available, and is available again by itself', async () => {
    const stopped = new pg.Pool({ connectionString: test.url.replace(/:\d+\//, ':1/'), max: 1 });
    const broken = new PostgresEventStore(stopped, randomUUID().slice(0, 8));
    await expect(broken.append(opening())).rejects.toMatchObject({ name: 'StoreUnavailable' });
    await expect(broken.read('note-1')).rejects.toMatchObject({ name: 'StoreUnavailable' });
    await stopped.end();
    await administrator.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => store.append(opening())));
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'StoreUnavailable' });
    }
    expect(await store.append(opening())).toMatchObject({ outcome: 'appended' });
  });
});
