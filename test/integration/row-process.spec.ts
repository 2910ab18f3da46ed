import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LogMismatch } from '../../src/event-store/event-feed.js';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { LogWake } from '../../src/event-store/postgres/log-wake.js';
import { logIdOf, PostgresEventFeed } from '../../src/event-store/postgres/postgres-event-store.js';
import { DomainError } from '../../src/kernel/domain-error.js';
import { OwnedLoop } from '../../src/projection/owned-loop.js';
import { handToProcesses, parkedRows, wishParkedRow } from '../../src/projection/process-parking.js';
import { tableOf } from '../../src/projection/projection.js';
import { type ChangedRow, type RowPlan, RowProcess } from '../../src/projection/row-process.js';
import { createTables } from '../../src/projection/view-tables.js';
import { BELLS } from '../support/bells.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

interface BellRow {
  readonly id: string;
}

const TABLE = tableOf(BELLS);
const NAME = 'sexton';

let db: TestDatabase;
let feed: PostgresEventFeed;
let wake: LogWake;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  await createTables(db.database.pool, BELLS, 'live');
  wake = new LogWake(db.url);
  await wake.open();
  feed = new PostgresEventFeed(db.database.pool, await logIdOf(db.database.pool), wake);
});

beforeEach(async () => {
  position = 0;
  await db.database.pool.query(
    `truncate ${TABLE}, process_checkpoint, process_parked, projection_checkpoint`,
  );
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((process) => process.stop()));
});

afterAll(async () => {
  await wake.close();
  await db.drop();
});

let position = 0;

/** The view writes a row; the event that did it comes after all others. */
async function write(id: string): Promise<string> {
  const since = String(++position).padStart(6, '0');
  await db.database.pool.query(
    `insert into ${TABLE} (id, since) values ($1, $2) on conflict (id) do update set since = excluded.since`,
    [id, since],
  );
  return since;
}

interface Handled {
  readonly id: string;
  readonly since: string;
  readonly after: string | null;
}

/** Handles rows with `work`, and keeps what it handled. */
function sexton(
  work: (row: ChangedRow<BellRow>) => Promise<void> = async () => undefined,
  plan: Partial<RowPlan<BellRow>> = {},
) {
  const handled: Handled[] = [];
  const troubles: unknown[] = [];
  const process = new RowProcess<BellRow>(
    {
      name: NAME,
      projection: BELLS,
      handle: async (row, _, after) => {
        await work(row);
        handled.push({ id: row.id, since: row.since, after });
      },
      ...plan,
    },
    db.database,
    feed,
    (error) => troubles.push(error),
  );
  process.start();
  running.push(process);
  return { process, handled, troubles };
}

async function checkpoint(): Promise<string | null | undefined> {
  const { rows } = await db.database.pool.query('select position from process_checkpoint where name = $1', [
    NAME,
  ]);
  return rows[0]?.position;
}

describe('a process over the rows of a view', () => {
  it('handles each changed row in order, and goes on after a stop where it left off', async () => {
    const ids = Array.from({ length: 25 }, () => randomUUID());
    for (const id of ids) await write(id);
    const first = sexton(undefined, { limit: 10, shares: async () => ['one'] });
    await until(async () => (await checkpoint()) === '000025');
    expect(first.handled.map(({ id }) => id)).toEqual(ids);
    expect(first.handled.map(({ after }) => after).filter((after, i, all) => after !== all[i - 1])).toEqual([
      null,
      '000010',
      '000020',
    ]);
    await first.process.stop();
    await write(ids[3] as string);
    const second = sexton();
    await until(async () => (await checkpoint()) === '000026');
    expect(second.handled).toEqual([{ id: ids[3], since: '000026', after: '000025' }]);
    expect([...first.troubles, ...second.troubles]).toEqual([]);
  });

  it('has one owner among two, and another when the first is gone without a word', async () => {
    const one = sexton();
    await until(async () => (await checkpoint()) === null);
    const two = sexton();
    await write(randomUUID());
    await until(async () => (await checkpoint()) === '000001');
    expect(one.handled.length + two.handled.length).toBe(1);
    const owner = await db.database.pool.query(
      `select pid from pg_stat_activity where application_name = 'kondusif-locks' and datname = current_database() and pid in
         (select pid from pg_locks where locktype = 'advisory' and classid = 7310 and granted)`,
    );
    expect(owner.rows).toHaveLength(1);
    await one.process.stop();
    await write(randomUUID());
    await until(async () => (await checkpoint()) === '000002');
    expect(two.handled.map(({ since }) => since)).toContain('000002');
  });

  it('parks a row that cannot be handled, goes on, and does what an operator wishes', async () => {
    const [bad, worse, good] = [randomUUID(), randomUUID(), randomUUID()];
    let cured = false;
    await write(bad);
    await write(worse);
    await write(good);
    const { handled } = sexton(async ({ id }) => {
      if (id === worse || (id === bad && !cured)) throw new Error('Poison.');
    });
    await until(async () => (await checkpoint()) === '000003');
    expect(handled.map(({ id }) => id)).toEqual([good]);
    expect(await parkedRows(db.database.pool)).toMatchObject([
      { name: NAME, key: bad, position: '000001', error: 'Poison.', wish: null },
      { name: NAME, key: worse, position: '000002' },
    ]);
    cured = true;
    expect(await wishParkedRow(db.database.pool, NAME, bad, 'retry')).toBe(true);
    expect(await wishParkedRow(db.database.pool, NAME, worse, 'skip')).toBe(true);
    expect(await wishParkedRow(db.database.pool, NAME, good, 'skip')).toBe(false);
    await until(async () => (await parkedRows(db.database.pool)).length === 0);
    expect(handled.at(-1)).toEqual({ id: bad, since: '000001', after: null });
    expect(handled).toHaveLength(2);
  });

  it('parks a row of which it cannot be told what it shares, and keeps the order of those that share something', async () => {
    const [bad, first, other, second] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    for (const id of [bad, first, other, second]) await write(id);
    const { handled } = sexton(
      async ({ id }) => {
        if (id === first) await until(async () => handled.some((one) => one.id === other));
      },
      {
        shares: async ({ id }) => {
          if (id === bad) throw new Error('Poison.');
          return id === other ? [] : ['one'];
        },
      },
    );
    await until(async () => (await checkpoint()) === '000004');
    expect(handled.map(({ id }) => id)).toEqual([other, first, second]);
    expect(await parkedRows(db.database.pool)).toMatchObject([{ key: bad, error: 'Poison.' }]);
  });

  it('handles a parked row again when it changes, and tries a lost race again by itself', async () => {
    const [raced, changed] = [randomUUID(), randomUUID()];
    const failures = new Map<string, Error>([
      [raced, new DomainError('concurrent_change')],
      [changed, new Error('Poison.')],
    ]);
    const fail = async ({ id }: BellRow) => {
      const failure = failures.get(id);
      failures.delete(id);
      if (failure) throw failure;
    };
    await write(raced);
    await write(changed);
    const { handled, troubles } = sexton(fail);
    await until(async () => handled.length === 1);
    expect(handled[0]?.id).toBe(raced);
    const parked = await until(async () => {
      const rows = await parkedRows(db.database.pool, NAME);
      return rows.length === 1 && rows;
    });
    expect(parked.map(({ key }) => key)).toEqual([changed]);
    await write(changed);
    await until(async () => (await parkedRows(db.database.pool)).length === 0);
    expect(handled.at(-1)).toMatchObject({ id: changed, since: '000003' });
    expect(troubles).toHaveLength(1);
  });

  it('waits while the store is away, and loses nothing', async () => {
    let away = 1;
    await write(randomUUID());
    const { handled, troubles } = sexton(async () => {
      if (away-- > 0) throw new StoreUnavailable('away');
    });
    await until(async () => (await checkpoint()) === '000001');
    expect(handled).toHaveLength(1);
    expect(troubles).toEqual([expect.any(StoreUnavailable)]);
    expect(await parkedRows(db.database.pool)).toEqual([]);
  });

  it('is handed a row that its view read late', async () => {
    const late = randomUUID();
    position = 5;
    await write(randomUUID());
    const { handled } = sexton();
    await until(async () => (await checkpoint()) === '000006');
    position = 2;
    const since = await write(late);
    await handToProcesses(db.database.pool, BELLS.name, late, since);
    await until(async () => handled.some(({ id }) => id === late));
    await until(async () => (await parkedRows(db.database.pool)).length === 0);
    expect(await checkpoint()).toBe('000006');
  });

  it('begins at the end of the log where it is told to, and stands still over another log', async () => {
    await db.database.pool.query(
      `insert into process_checkpoint (name, projection, position, event_id) values ($1, 'bell', $2, $3)`,
      [NAME, await feed.end(), randomUUID()],
    );
    await write(randomUUID());
    const { handled, troubles } = sexton();
    await until(async () => troubles.length > 0);
    expect(troubles).toEqual([expect.any(LogMismatch)]);
    expect(handled).toEqual([]);
    const fresh = sexton(undefined, { name: 'verger', begins: 'end' });
    const { rows } = await until(async () => {
      const found = await db.database.pool.query(
        `select position from process_checkpoint where name = 'verger'`,
      );
      return found.rows.length === 1 && found;
    });
    expect(rows[0].position).toBe(await feed.end());
    expect(fresh.troubles).toEqual([]);
  });
});

describe('an owned loop', () => {
  it('is taken over when the connection of its owner is cut, which stops working', async () => {
    const owners: string[] = [];
    const ended: string[] = [];
    const loop = (name: string) =>
      new OwnedLoop(
        'vane',
        db.database,
        async (signal) => {
          owners.push(name);
          while (!signal.aborted) await sleep(5);
          ended.push(name);
        },
        () => undefined,
      );
    const [one, two] = [loop('one'), loop('two')];
    running.push(one, two);
    one.start();
    await until(async () => owners.length === 1);
    two.start();
    // The other one has asked for the lock by now.
    await sleep(200);
    expect(owners).toEqual(['one']);
    await db.database.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7310 and granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    await until(async () => owners.length === 2);
    expect(ended).toEqual(['one']);
    await one.stop();
    await until(async () => owners.at(-1) === 'two');
    await two.stop();
    expect(ended).toEqual(owners);
  });
});
