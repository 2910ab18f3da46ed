import { randomUUID } from 'node:crypto';
import pg from 'pg';
import {
  type Checkpoint,
  EventFeed,
  type FeedBatch,
  type FeedOptions,
} from '../../src/event-store/event-feed.js';
import { LogWake } from '../../src/event-store/postgres/log-wake.js';
import {
  logIdOf,
  PostgresEventFeed,
  PostgresEventStore,
} from '../../src/event-store/postgres/postgres-event-store.js';
import type { RecordedEvent } from '../../src/event-store/recorded-event.js';
import type { DomainEvent } from '../../src/kernel/decider.js';
import { applyBatch, type ViewProgress } from '../../src/projection/apply-batch.js';
import { OwnershipLost, takeOver } from '../../src/projection/checkpoint.js';
import { parkedStreams, wishParked } from '../../src/projection/parking.js';
import { type Projection, pastTableOf, tableOf } from '../../src/projection/projection.js';
import { Projections, retire } from '../../src/projection/projections.js';
import { rebuild } from '../../src/projection/rebuild.js';
import { verify } from '../../src/projection/verify.js';
import { ViewPositions } from '../../src/projection/view-positions.js';
import { createTables } from '../../src/projection/view-tables.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

type Counted = DomainEvent & { type: 'Counted'; data: { by: number; label?: string } };
interface CounterRow {
  id: string;
  total: number;
  label: string;
  marks: string[];
}

/** Adds up `by`; refuses a poisonous event until it is cured; the table refuses labels over ten characters. */
function counterView(
  version: number,
  poison: { cured: boolean } = { cured: true },
): Projection<CounterRow, Counted> {
  return {
    name: 'counter',
    version,
    streams: 'counter',
    key: 'id',
    columns: {
      id: 'text',
      total: 'integer not null',
      label: 'text not null check (length(label) <= 10)',
      marks: 'text[] not null',
    },
    indexes: ['(total)'],
    keepsPast: true,
    upcast: (event) => ({ type: 'Counted', data: event.data as Counted['data'] }),
    on: {
      Counted: (row, event) => {
        if (event.data.by === 666 && !poison.cured) throw new Error('Poison.');
        return {
          id: event.stream.slice('counter-'.length),
          total: (row?.total ?? 0) + event.data.by,
          label: event.data.label ?? row?.label ?? '',
          marks: [...(row?.marks ?? []), String(event.data.by)],
        };
      },
    },
  };
}

describe('projections on PostgreSQL', () => {
  let db: TestDatabase;
  let store: PostgresEventStore;
  let feed: PostgresEventFeed;
  let wake: LogWake;
  const stops: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    revisions.clear();
    db = await createTestDatabase();
    const logId = await logIdOf(db.database.pool);
    store = new PostgresEventStore(db.database.pool, logId);
    wake = new LogWake(db.url);
    await wake.open();
    feed = new PostgresEventFeed(db.database.pool, logId, wake);
  });

  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
    await wake.close();
    await db.drop();
  });

  const revisions = new Map<string, number>();
  async function count(stream: string, by: number, label?: string): Promise<string> {
    const revision = revisions.get(stream);
    const result = await store.append({
      stream,
      expected: revision ?? 'no-stream',
      events: [
        {
          id: randomUUID(),
          type: 'Counted',
          data: { by, label },
          meta: {
            v: 1,
            commandId: randomUUID(),
            requestHash: '',
            correlationId: '',
            actor: { id: 'a', role: 'R' },
          },
        },
      ],
    });
    if (result.outcome !== 'appended') throw new Error(result.outcome);
    revisions.set(stream, result.revision);
    return result.positions[0] as string;
  }

  async function run(
    ...views: Projection<CounterRow, Counted>[]
  ): Promise<{ views: Projections; positions: ViewPositions; troubles: unknown[] }> {
    const positions = new ViewPositions(db.database.pool, views);
    const troubles: unknown[] = [];
    const running = new Projections(
      views,
      { pool: db.database.pool, url: db.url },
      store,
      feed,
      positions,
      (_, error) => troubles.push(error),
    );
    await running.prepare();
    running.start();
    stops.push(() => running.stop());
    return { views: running, positions, troubles };
  }

  async function rows(table: string): Promise<Record<string, unknown>[]> {
    return (await db.database.pool.query(`select * from ${table} order by id, since`)).rows;
  }

  /** The view with the number and the sum of its counters, by the first letter of their label. */
  function summedView(poison?: { cured: boolean }): Projection<CounterRow, Counted> {
    const totals = {
      name: 'by_letter',
      key: { letter: 'text' },
      counters: ['counters', 'sum'],
      of: ({ label, total }: CounterRow) =>
        ['all', label.slice(0, 1)].map((letter) => ({
          key: [letter],
          counters: { counters: 1, sum: total },
        })),
    };
    return { ...counterView(1, poison), totals: [totals] };
  }

  it('keeps totals for any position, also where streams were parked and read again, as a rebuild makes them', async () => {
    const poison = { cured: false };
    const view = summedView(poison);
    const { positions } = await run(view);
    const lines = async () =>
      (
        await db.database.pool.query(
          'select letter, position, counters, sum from counter_v1_by_letter order by 1, 2',
        )
      ).rows;
    const first = await count('counter-a', 1, 'x');
    await count('counter-b', 666, 'x');
    // The table refuses the label: the events of the batch are written one by one, in the order of the log.
    await count('counter-c', 5, 'much too long');
    const last = await count('counter-a', 2, 'y');
    expect(await positions.reached('counter', last, 5_000)).toBe(true);
    expect(await lines()).toEqual([
      { letter: 'all', position: first, counters: 1, sum: 1 },
      { letter: 'all', position: last, counters: 1, sum: 3 },
      { letter: 'x', position: first, counters: 1, sum: 1 },
      { letter: 'x', position: last, counters: 0, sum: 0 },
      { letter: 'y', position: last, counters: 1, sum: 3 },
    ]);
    expect(await verify(db.database.pool, feed, view)).toEqual([]);
    poison.cured = true;
    await wishParked(db.database.pool, 'counter', 'counter-b', 'retry');
    await until(async () => (await parkedStreams(db.database.pool, view)).length === 1);
    const retried = await lines();
    expect(retried.at(-1)).toMatchObject({ letter: 'y', counters: 1, sum: 3 });
    expect(retried.find(({ letter, position }) => letter === 'all' && position === last)).toMatchObject({
      counters: 2,
      sum: 669,
    });
    expect(await verify(db.database.pool, feed, view)).toEqual([]);
    await rebuild(db.database.pool, feed, view);
    expect(await lines()).toEqual(retried);
  });

  it('folds every event once, keeps past rows, and lets readers wait for a position', async () => {
    const view = counterView(1);
    const { positions } = await run(view);
    const first = await count('counter-a', 1);
    const second = await count('counter-a', 2, 'two');
    await count('other-a', 5);
    const last = await count('counter-b', 3);
    expect(await positions.reached('counter', last, 5_000)).toBe(true);
    expect(await rows(tableOf(view))).toEqual([
      { id: 'a', total: 3, label: 'two', marks: ['1', '2'], since: second },
      { id: 'b', total: 3, label: '', marks: ['3'], since: last },
    ]);
    expect(await rows(pastTableOf(view))).toEqual([
      { id: 'a', total: 1, label: '', marks: ['1'], since: first, until: second },
    ]);
    const never = `${last.slice(0, 9)}${'f'.repeat(14)}`;
    expect(await positions.reached('counter', never, 100)).toBe(false);
    const elsewhere = new ViewPositions(db.database.pool, [view]);
    expect(await elsewhere.reached('counter', last, 1_000)).toBe(true);
  });

  it('refuses the rows of an owner that was overtaken', async () => {
    const view = counterView(1);
    await createTables(db.database.pool, view, 'live');
    await count('counter-a', 1);
    const events = await store.read('counter-a');
    const paused: ViewProgress = { ...(await takeOver(db.database.pool, view, 'live')), parked: new Set() };
    const successor: ViewProgress = {
      ...(await takeOver(db.database.pool, view, 'live')),
      parked: new Set(),
    };
    const batch = { events, caughtUp: true };
    await expect(applyBatch(db.database.pool, view, paused, batch)).rejects.toBeInstanceOf(OwnershipLost);
    expect(await rows(tableOf(view))).toEqual([]);
    const moved = await applyBatch(db.database.pool, view, successor, batch);
    // The same batch again, as after a lost answer: the checkpoint has moved, so nothing is counted twice.
    await expect(applyBatch(db.database.pool, view, successor, batch)).rejects.toBeInstanceOf(OwnershipLost);
    expect(moved.checkpoint?.eventId).toBe(events[0]?.id);
    expect(await rows(tableOf(view))).toMatchObject([{ id: 'a', total: 1 }]);
  });

  it('refuses an overtaken owner also where no event of the batch is the view’s', async () => {
    const view = counterView(1);
    await createTables(db.database.pool, view, 'live');
    await count('other-a', 1);
    const batch = { events: await store.read('other-a'), caughtUp: true };
    const overtaken: ViewProgress = {
      ...(await takeOver(db.database.pool, view, 'live')),
      parked: new Set(),
    };
    const owner: ViewProgress = { ...(await takeOver(db.database.pool, view, 'live')), parked: new Set() };
    await expect(applyBatch(db.database.pool, view, overtaken, batch)).rejects.toBeInstanceOf(OwnershipLost);
    const moved = await applyBatch(db.database.pool, view, owner, batch);
    expect(moved).toMatchObject({ epoch: owner.epoch, checkpoint: { eventId: batch.events[0]?.id } });
    await expect(applyBatch(db.database.pool, view, owner, batch)).rejects.toBeInstanceOf(OwnershipLost);
    expect(await rows(tableOf(view))).toEqual([]);
  });

  it('gives each view one owner among processes, and another one when the first is gone', async () => {
    const view = counterView(1);
    const one = await run(view);
    const two = await run(view);
    for (let i = 0; i < 50; i++) await count(`counter-${i % 5}`, 1);
    await one.positions.reached('counter', await feed.end(), 5_000);
    expect((await rows(tableOf(view))).map((row) => row.total)).toEqual([10, 10, 10, 10, 10]);
    const locks = await db.database.pool.query(
      `select count(*)::int as held from pg_locks where locktype = 'advisory' and classid = 7310 and granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    expect(locks.rows[0].held).toBe(1);
    await one.views.stop();
    const last = await count('counter-0', 1);
    expect(await two.positions.reached('counter', last, 10_000)).toBe(true);
    expect((await rows(tableOf(view)))[0]).toMatchObject({ id: '0', total: 11 });
  });

  it('parks a poisoned stream alone, and reads it on after a retry', async () => {
    const poison = { cured: false };
    const view = counterView(1, poison);
    const { positions, views } = await run(view);
    await count('counter-bad', 1);
    await count('counter-bad', 666);
    await count('counter-bad', 2);
    const last = await count('counter-good', 7);
    await positions.reached('counter', last, 5_000);
    expect(await rows(tableOf(view))).toMatchObject([
      { id: 'bad', total: 1 },
      { id: 'good', total: 7 },
    ]);
    expect(await parkedStreams(db.database.pool)).toMatchObject([
      { stream: 'counter-bad', revision: 1, type: 'Counted', error: 'Poison.', wish: null },
    ]);
    expect((await views.status())[0]).toMatchObject({ parked: 1, failure: null });
    await positions.reached('counter', await count('counter-bad', 5), 5_000);
    expect((await rows(tableOf(view)))[0]).toMatchObject({ id: 'bad', total: 1 });
    poison.cured = true;
    expect(await wishParked(db.database.pool, 'counter', 'counter-bad', 'retry')).toBe(true);
    await until(async () => (await parkedStreams(db.database.pool)).length === 0);
    expect((await rows(tableOf(view)))[0]).toMatchObject({
      id: 'bad',
      total: 674,
      marks: ['1', '666', '2', '5'],
    });
    await positions.reached('counter', await count('counter-bad', 1), 5_000);
    expect((await rows(tableOf(view)))[0]).toMatchObject({ total: 675 });
  });

  it('leaves out the one poisoned event where an operator says skip', async () => {
    const view = counterView(1, { cured: false });
    const { positions } = await run(view);
    await count('counter-bad', 1);
    await count('counter-bad', 666);
    await positions.reached('counter', await count('counter-bad', 2), 5_000);
    await wishParked(db.database.pool, 'counter', 'counter-bad', 'skip');
    await until(async () => (await parkedStreams(db.database.pool)).length === 0);
    expect(await rows(tableOf(view))).toMatchObject([{ id: 'bad', total: 3, marks: ['1', '2'] }]);
  });

  it('parks only the stream whose row the table refuses', async () => {
    const view = counterView(1);
    await count('counter-a', 1);
    await count('counter-bad', 1);
    await count('counter-bad', 1, 'far too long for the column');
    await count('counter-z', 1);
    const { positions } = await run(view);
    await positions.reached('counter', await feed.end(), 5_000);
    expect(await rows(tableOf(view))).toMatchObject([
      { id: 'a', total: 1 },
      { id: 'bad', total: 1 },
      { id: 'z', total: 1 },
    ]);
    expect(await parkedStreams(db.database.pool)).toMatchObject([{ stream: 'counter-bad', revision: 1 }]);
  });

  it('rebuilds the same version beside readers and writers without a gap', async () => {
    const view = counterView(1);
    const { positions } = await run(view);
    for (let i = 0; i < 40; i++) await count(`counter-${i % 4}`, 1);
    await positions.reached('counter', await feed.end(), 5_000);
    await db.database.pool.query(`update ${tableOf(view)} set label = 'wrong'`);
    let writing = true;
    const seen: { n: number; sum: number }[] = [];
    const reader = (async () => {
      while (writing) {
        const found = await db.database.pool.query(
          `select count(*)::int as n, sum(total)::int as sum from ${tableOf(view)}`,
        );
        seen.push(found.rows[0]);
      }
    })();
    const writer = (async () => {
      for (let i = 0; i < 200; i++) await count(`counter-${i % 4}`, 1);
    })();
    await rebuild(db.database.pool, feed, view);
    await writer;
    writing = false;
    await reader;
    expect(seen.every(({ n }) => n === 4)).toBe(true);
    expect(seen.map(({ sum }) => sum)).toEqual(seen.map(({ sum }) => sum).sort((a, b) => a - b));
    const last = await count('counter-0', 1);
    expect(await positions.reached('counter', last, 10_000)).toBe(true);
    expect((await rows(tableOf(view))).map(({ total, label }) => [total, label])).toEqual([
      [61, ''],
      [60, ''],
      [60, ''],
      [60, ''],
    ]);
    const indexes = await db.database.pool.query(
      `select indexname from pg_indexes where indexname like '%rebuild%'`,
    );
    expect(indexes.rows).toEqual([]);
    await rebuild(db.database.pool, feed, view);
    expect((await rows(pastTableOf(view))).length).toBe(241 - 4);
  });

  it('refuses a rebuild that lost its lock and was overtaken by another', async () => {
    const view = counterView(1);
    const { positions } = await run(view);
    for (let i = 0; i < 8; i++) await count(`counter-${i % 2}`, 1);
    await positions.reached('counter', await feed.end(), 5_000);
    const paused = new PausedFeed(feed);
    const overtaken = rebuild(db.database.pool, paused, view).catch((error: unknown) => error);
    await paused.isPaused;
    await db.database.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7311 and granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    const successor = new PausedFeed(feed);
    const rebuilt = until(() => rebuild(db.database.pool, successor, view).then(() => true, beingRebuilt));
    await successor.isPaused;
    paused.resume();
    expect(await overtaken).toBeInstanceOf(OwnershipLost);
    successor.resume();
    await rebuilt;
    expect((await rows(tableOf(view))).map(({ total }) => total)).toEqual([4, 4]);
    expect((await rows(pastTableOf(view))).length).toBe(6);
  });

  it('builds a raised version beside the old, which goes on, and retires the old when it is told', async () => {
    const old = counterView(1);
    const raised = counterView(2);
    const before = await run(old);
    await count('counter-a', 1);
    const after = await run(raised);
    const last = await count('counter-a', 1);
    expect(await before.positions.reached('counter', last, 5_000)).toBe(true);
    expect(await after.positions.reached('counter', last, 5_000)).toBe(true);
    expect(await rows(tableOf(old))).toMatchObject([{ total: 2 }]);
    expect(await rows(tableOf(raised))).toMatchObject([{ total: 2 }]);
    expect(await retire(db.database.pool, [raised])).toEqual([]);
    await before.views.stop();
    await db.database.pool.query(
      `update projection_checkpoint set reported_at = now() - interval '25 hours' where version = 1`,
    );
    expect(await retire(db.database.pool, [raised])).toEqual(['counter_v1']);
    await expect(rows(tableOf(old))).rejects.toThrow('does not exist');
    expect(await rows(tableOf(raised))).toMatchObject([{ total: 2 }]);
  });

  it('stands still and says so when the log below is another one', async () => {
    const view = counterView(1);
    await createTables(db.database.pool, view, 'live');
    await count('counter-a', 1);
    const events = await store.read('counter-a');
    const owned: ViewProgress = { ...(await takeOver(db.database.pool, view, 'live')), parked: new Set() };
    const other: RecordedEvent = { ...(events[0] as RecordedEvent), id: randomUUID() };
    await applyBatch(db.database.pool, view, owned, { events: [other], caughtUp: true });
    const { views } = await run(view);
    await until(async () => (await views.status())[0]?.failure != null);
    expect((await views.status())[0]?.failure).toContain('rebuild');
  });

  it('loses its lock when the process stops answering', async () => {
    const client = new pg.Client({ connectionString: db.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query("set idle_session_timeout = '300ms'");
    await client.query('select pg_advisory_lock(7310, 1)');
    await until(async () => {
      const { rows } = await db.database.pool.query('select pg_try_advisory_lock(7310, 1) as free');
      return rows[0].free;
    });
  });
});

/** The lock of a connection that was cut off is free a moment later. */
function beingRebuilt(error: unknown): false {
  if (String(error).includes('being rebuilt already')) return false;
  throw error;
}

/** A log whose first batch reaches its reader only when it is told to. */
class PausedFeed extends EventFeed {
  private tell: () => void = () => undefined;
  private letGo: () => void = () => undefined;
  readonly isPaused = new Promise<void>((resolve) => {
    this.tell = resolve;
  });
  private readonly resumed = new Promise<void>((resolve) => {
    this.letGo = resolve;
  });

  constructor(private readonly log: EventFeed) {
    super();
  }

  resume(): void {
    this.letGo();
  }

  async *subscribe(after: Checkpoint | null, options: FeedOptions): AsyncGenerator<FeedBatch> {
    for await (const batch of this.log.subscribe(after, options)) {
      this.tell();
      await this.resumed;
      yield batch;
    }
  }

  end(): Promise<string> {
    return this.log.end();
  }

  positionAt(instant: Date): Promise<string> {
    return this.log.positionAt(instant);
  }

  parsePosition(text: string): string {
    return this.log.parsePosition(text);
  }

  lag(position: string | null): Promise<{ events: number; seconds: number }> {
    return this.log.lag(position);
  }
}
