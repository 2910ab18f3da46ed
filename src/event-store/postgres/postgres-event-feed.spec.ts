import type pg from 'pg';
import { type FeedBatch, LogMismatch } from '../event-feed.js';
import { StoreUnavailable } from '../event-store.js';
import type { LogWake } from './log-wake.js';
import { PostgresEventFeed } from './postgres-event-feed.js';

const LOG = '0123abcd';

/** A log of rows whose queries are counted. */
class CountedPool {
  readonly rows: { pos: number; id: string }[] = [];
  queries = 0;
  /** What goes wrong with the next queries. */
  readonly faults: Error[] = [];

  write(): void {
    const pos = this.rows.length + 1;
    this.rows.push({ pos, id: `event-${pos}` });
  }

  async query({ values: [from, limit] }: { values: [number, number?] }): Promise<{ rows: object[] }> {
    this.queries++;
    const fault = this.faults.shift();
    if (fault !== undefined) throw fault;
    if (limit === undefined) return { rows: this.rows.filter(({ pos }) => pos === from) };
    const found = this.rows.filter(({ pos }) => pos > from).slice(0, limit);
    return {
      rows: found.map((row) => ({ ...row, stream: 'note-1', rev: row.pos - 1, data: '{}', meta: '{}' })),
    };
  }
}

/** Wakes only when the test says so, and from the pauses after a fault; nobody is woken by idle time. */
class HeldWake {
  count = 0;
  readonly lost = 0;

  next(seen: number, ms: number): Promise<void> {
    return this.count === seen && ms === 1_000 ? new Promise(() => undefined) : Promise.resolve();
  }
}

/** The batch, or nothing where the reader sleeps. */
async function batchOf(reader: AsyncGenerator<FeedBatch>): Promise<string[] | 'asleep'> {
  const batch = reader.next().then(({ value }) => (value as FeedBatch).events.map(({ id }) => id));
  const turns = (async () => {
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    return 'asleep' as const;
  })();
  return Promise.race([batch, turns]);
}

describe('readers of the log in one process', () => {
  const { signal } = new AbortController();
  let pool: CountedPool;
  let wake: HeldWake;
  let feed: PostgresEventFeed;
  beforeEach(() => {
    pool = new CountedPool();
    wake = new HeldWake();
    feed = new PostgresEventFeed(pool as unknown as pg.Pool, LOG, wake as unknown as LogWake);
  });

  it('share one query where they stand at one place', async () => {
    pool.write();
    const readers = Array.from({ length: 5 }, () => feed.subscribe(null, { signal }));
    const batches = await Promise.all(readers.map(batchOf));
    expect(batches).toEqual(Array(5).fill(['event-1']));
    expect(pool.queries).toBe(1);
    const [first, second] = readers as [(typeof readers)[0], (typeof readers)[0]];
    pool.write();
    wake.count++;
    expect(await batchOf(first)).toEqual(['event-2']);
    expect(await batchOf(second)).toEqual(['event-2']);
    expect(pool.queries).toBe(2);
  });

  it('do not sleep through what was appended after the query that they share', async () => {
    const [quick, slow] = [feed.subscribe(null, { signal }), feed.subscribe(null, { signal })];
    expect(await Promise.all([batchOf(quick), batchOf(slow)])).toEqual([[], []]);
    pool.write();
    wake.count++;
    expect(await batchOf(quick)).toEqual(['event-1']);
    pool.write();
    wake.count++;
    // The slow one is told what the quick one found, which is not the whole; then it asks on without being woken.
    expect(await batchOf(slow)).toEqual(['event-1']);
    expect(await batchOf(slow)).toEqual(['event-2']);
    expect(await batchOf(slow)).toBe('asleep');
  });

  it('do not sleep through what was appended while they were at work', async () => {
    const reader = feed.subscribe(null, { signal });
    expect(await batchOf(reader)).toEqual([]);
    pool.write();
    wake.count++;
    expect(await batchOf(reader)).toEqual(['event-1']);
    expect(await batchOf(reader)).toBe('asleep');
  });

  it('share nothing that began before they came', async () => {
    pool.write();
    expect(await batchOf(feed.subscribe(null, { signal }))).toEqual(['event-1']);
    // Not announced yet, but acknowledged to whoever reads now.
    pool.write();
    expect(await batchOf(feed.subscribe(null, { signal }))).toEqual(['event-1', 'event-2']);
  });

  it('go on by themselves when the database was away, in the log that they know', async () => {
    pool.write();
    const reader = feed.subscribe(null, { signal });
    expect(await batchOf(reader)).toEqual(['event-1']);
    pool.write();
    wake.count++;
    pool.faults.push(fault('ECONNREFUSED'), fault('ECONNREFUSED'), fault('57P03'), fault('53300'));
    pool.faults.push(new Error('Query read timeout'), new Error('timeout exceeded when trying to connect'));
    expect(await batchOf(reader)).toEqual(['event-2']);
    wake.count++;
    pool.faults.push(fault('57P03'));
    pool.rows.splice(1, 1, { pos: 2, id: 'another' });
    await expect(reader.next()).rejects.toBeInstanceOf(LogMismatch);
  });

  it('give up where the database refuses what they ask', async () => {
    pool.faults.push(fault('42P01'));
    await expect(feed.subscribe(null, { signal }).next()).rejects.toBeInstanceOf(StoreUnavailable);
  });
});

function fault(code: string): Error {
  return Object.assign(new Error(code), { code });
}
