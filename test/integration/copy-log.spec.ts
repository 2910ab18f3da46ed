import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import { openLog } from '../../src/app-log.js';
import { KEPT } from '../../src/backup/kept-tables.js';
import { caseList } from '../../src/case/views/case-list/case-list.projection.js';
import { KEPT_POSITIONS } from '../../src/cli/kept-positions.js';
import { Config } from '../../src/config/config.js';
import { type CopyTarget, copyLog } from '../../src/event-store/copy-log.js';
import type { EventFeed } from '../../src/event-store/event-feed.js';
import { type EventStore, StoreUnavailable } from '../../src/event-store/event-store.js';
import { LogSpace } from '../../src/event-store/eventstoredb/log-space.js';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/open-eventstoredb.js';
import { PositionMap } from '../../src/event-store/position-map.js';
import type { RecordedEvent } from '../../src/event-store/recorded-event.js';
import { moveToCopy, positionsIn } from '../../src/projection/move-positions.js';
import { tableOf } from '../../src/projection/projection.js';
import { rebuild } from '../../src/projection/rebuild.js';
import { newEvent, newEvents, opening, readToEnd, stored } from '../contract/samples.js';
import { EventStoreDbDouble } from '../support/eventstoredb-double/eventstoredb-double.js';
import { InMemoryEventStore } from '../support/in-memory-event-store.js';
import { InMemoryLogMarks } from '../support/in-memory-log-marks.js';
import { REPORT } from '../support/report.js';
import { type Answer, Caller } from '../support/running-app.js';
import { type Ended, runToEnd, throwAwayDirectory } from '../support/service.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { WatchedEventStore } from '../support/watched-event-store.js';

/** Some steps are processes of their own, and other tests run beside them. */
jest.setTimeout(120_000);

interface Log extends CopyTarget {
  readonly url: string;
  readonly db: TestDatabase;
}

const opened: (() => Promise<void>)[] = [];

let double: EventStoreDbDouble;

beforeAll(async () => {
  double = await EventStoreDbDouble.start();
});

afterAll(async () => {
  for (const close of opened.reverse()) await close();
  await double.stop();
});

async function postgres(): Promise<Log> {
  const db = await createTestDatabase();
  // Copies of one database have one log; here each is to be another.
  await db.database.pool.query('update es_log set id = $1', [randomBytes(4).toString('hex')]);
  const { store, feed, close } = await openLog({}, db.database);
  opened.push(() => db.drop(), close);
  return { store, feed, db, url: db.url };
}

async function eventStoreDb(): Promise<CopyTarget> {
  const space = new LogSpace(randomBytes(6).toString('hex'));
  const { store, feed, close } = await openEventStoreDb(double.url, new InMemoryLogMarks(), space);
  opened.push(close);
  return { store, feed };
}

function inMemory(now?: () => Date): CopyTarget {
  const model = new InMemoryEventStore(now);
  return { store: model, feed: model };
}

/** Streams that are written in turns, requests of several events, texts of all kinds, and times that lie apart. */
async function fill(store: EventStore, streams: number, rounds = 6): Promise<void> {
  const lengths = new Map<string, number>();
  for (let n = 0; n < streams * rounds; n++) {
    const stream = `note-${n % streams}`;
    const events = newEvents(1 + (n % 3)).map((event) => ({ ...event, data: { text: `catatan ${n} "\n🗳` } }));
    const length = lengths.get(stream) ?? 0;
    await store.append({ stream, expected: length === 0 ? 'no-stream' : length - 1, events });
    lengths.set(stream, length + events.length);
  }
}

async function ticking(): Promise<CopyTarget> {
  let time = Date.parse('2024-09-25T00:00:00Z');
  // Several events share a time, as those of one request do.
  const source = inMemory(() => {
    time += 40;
    return new Date(time - (time % 100));
  });
  await fill(source.store, 8);
  return source;
}

async function written(): Promise<CopyTarget> {
  const source = await postgres();
  await fill(source.store, 8);
  return source;
}

/** Positions are each store's own. */
function plain({ position: _, ...event }: RecordedEvent): unknown {
  return event;
}

async function sameEvents(one: EventFeed, other: EventFeed): Promise<void> {
  expect((await readToEnd(other, null)).map(plain)).toEqual((await readToEnd(one, null)).map(plain));
}

describe('a copy of a log', () => {
  it.each<[string, () => Promise<CopyTarget>, () => Promise<CopyTarget>]>([
    ['from the model to PostgreSQL', ticking, postgres],
    ['from PostgreSQL to the model', written, async () => inMemory()],
    ['from PostgreSQL to PostgreSQL', written, postgres],
    ['from PostgreSQL to EventStoreDB', written, eventStoreDb],
    ['from the model to EventStoreDB', ticking, eventStoreDb],
  ])(
    'has the same events, times, revisions and order %s, and answers alike as of any time',
    async (_, make, to) => {
      const [source, target] = [await make(), await to()];
      const total = (await readToEnd(source.feed, null)).length;
      expect(await copyLog(source.feed, target, nothing)).toEqual({ events: total, written: total });
      await sameEvents(source.feed, target.feed);
      const originals = await readToEnd(source.feed, null);
      const copies = await readToEnd(target.feed, null);
      for (const { recordedAt } of originals) {
        for (const instant of [-1, 0, 1].map((ms) => new Date(recordedAt.getTime() + ms))) {
          const place = (events: readonly RecordedEvent[], position: string) =>
            events.findIndex((event) => event.position === position);
          expect(place(copies, await target.feed.positionAt(instant))).toBe(
            place(originals, await source.feed.positionAt(instant)),
          );
        }
      }
      expect(await target.store.read('note-3')).toEqual(copies.filter(({ stream }) => stream === 'note-3'));
    },
  );

  it('goes on where it ended, and what is new behind it gets a time of its own', async () => {
    const [source, target] = [await ticking(), await postgres()];
    const first = await copyLog(source.feed, target, nothing);
    expect(await copyLog(source.feed, target, nothing)).toEqual({ events: first.events, written: 0 });
    await stored(source.store, opening(newEvents(2)));
    expect(await copyLog(source.feed, target, nothing)).toEqual({ events: first.events + 2, written: 2 });
    await sameEvents(source.feed, target.feed);
    const now = Date.now();
    const { recordedAt } = await stored(target.store, opening());
    expect(Math.abs((recordedAt?.getTime() ?? 0) - now)).toBeLessThan(10_000);
  });

  it('never lets a copied time go back, whatever the clocks say', async () => {
    const source = inMemory(() => new Date('2024-01-01T00:00:00Z'));
    await stored(source.store, opening(newEvents(3)));
    const target = await postgres();
    const later = inMemory(() => new Date(Date.now() + 3_600_000));
    await stored(later.store, opening());
    await copyLog(later.feed, target, nothing);
    const { recordedAt } = await stored(target.store, opening());
    const [ahead] = await readToEnd(target.feed, null);
    expect(recordedAt).toEqual(ahead?.recordedAt);
    await expect(copyLog(source.feed, target, nothing)).rejects.toThrow('another log');
  });

  it('holds every event once where answers are lost', async () => {
    const [source, target] = [await ticking(), await postgres()];
    const watched = new WatchedEventStore(target.store);
    let answers = 0;
    watched.afterAppend = async () => {
      if (answers++ % 5 === 0) throw new StoreUnavailable('The answer was lost.');
    };
    await copyLog(source.feed, { store: watched, feed: target.feed }, nothing);
    await sameEvents(source.feed, target.feed);
  });

  it('takes along the largest event there may be', async () => {
    const source = inMemory();
    const small = newEvent({ data: { text: '' } });
    const room = 256 * 1024 - JSON.stringify(small.data).length - JSON.stringify(small.meta).length;
    await stored(source.store, opening([{ ...small, data: { text: 'x'.repeat(room) } }]));
    await expect(
      source.store.append(opening([newEvent({ data: { text: 'x'.repeat(room + 1) } })])),
    ).rejects.toThrow('larger');
    const target = await postgres();
    await copyLog(source.feed, target, nothing);
    await sameEvents(source.feed, target.feed);
  });

  it.each<[string, (source: CopyTarget, target: CopyTarget) => Promise<unknown>]>([
    ['holds something else', (_, target) => stored(target.store, opening())],
    [
      'holds more',
      async (source, target) => {
        await copyLog(source.feed, target, nothing);
        await stored(target.store, opening());
      },
    ],
    [
      'is written to by somebody else meanwhile',
      async (_, target) => {
        const { store } = target;
        const append = store.append.bind(store);
        let requests = 0;
        store.append = async (request) => {
          if (++requests === 10) await append(opening());
          return append(request);
        };
      },
    ],
  ])('is refused where the target %s', async (_, spoil) => {
    const [source, target] = [await ticking(), await postgres()];
    await spoil(source, target);
    await expect(copyLog(source.feed, target, nothing)).rejects.toThrow(
      /target .*(somebody else|another log)/,
    );
  });
});

describe('the positions behind a copy', () => {
  it('are translated where they are kept, and go with the views elsewhere', async () => {
    const [source, target] = [await postgres(), inMemory()];
    const { pool } = source.db.database;
    await fill(source.store, 3);
    const events = await readToEnd(source.feed, null);
    const before = `${events[0]?.position.split('-')[0]}-${'0'.repeat(14)}`;
    for (const position of [before, events[4]?.position, events.at(-1)?.position, null]) {
      await pool.query(
        `insert into import_run (id, source, mode, importer, areas, rows, position)
         values (gen_random_uuid(), 'x', 'open', 'x', '{}', 0, $1)`,
        [position],
      );
    }
    await rebuild(pool, source.feed, caseList);
    const map = new PositionMap(await positionsIn(pool, KEPT_POSITIONS));
    await copyLog(source.feed, target, (original, copy) => map.pass(original, copy));
    await moveToCopy(pool, KEPT_POSITIONS, map);
    const copies = await readToEnd(target.feed, null);
    const { rows } = await pool.query('select position from import_run order by position nulls last');
    expect(rows.map(({ position }) => position)).toEqual([
      copies[4]?.position,
      copies.at(-1)?.position,
      null,
      null,
    ]);
    const left = await pool.query(`select relname from pg_class where relname like $1`, [
      `${tableOf(caseList)}%`,
    ]);
    expect(left.rows).toEqual([]);
    expect((await pool.query('select 1 from projection_checkpoint')).rows).toEqual([]);
  });

  it('are all known', async () => {
    const { db } = await postgres();
    const { rows } = await db.database.pool.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns
       where table_schema = 'public' and column_name like '%position%' and table_name = any($1)`,
      [KEPT.map(({ name }) => name)],
    );
    expect(rows).toEqual(KEPT_POSITIONS);
  });
});

describe('a service that moves to EventStoreDB', () => {
  const PASSWORD = 'sebuah kata sandi panjang';
  const CASES = '/v1/cases?limit=50';
  const BOARD = '/v1/escalations/board?area=33.74';
  let db: TestDatabase;

  async function start(settings: Partial<Config> = {}): Promise<{ caller: Caller; close(): Promise<void> }> {
    const config = { port: 0, adminUser: 'admin', adminPassword: PASSWORD, ...settings };
    const app = await createApp({
      config: Object.assign(new Config(), config),
      database: db.database,
      logger: pino({ level: 'silent' }),
      announce: nothing,
    });
    let closed: Promise<void> | undefined;
    const close = () => {
      closed ??= app.close();
      return closed;
    };
    opened.push(close);
    const url = await app.listen();
    await app.ready?.();
    const signIn = { username: 'admin', password: PASSWORD, token: true };
    const { body } = await new Caller(url).post('/v1/sessions', signIn, { key: null });
    return { caller: new Caller(url, body.person.id, body.token), close };
  }

  async function signedIn(admin: Caller): Promise<Caller> {
    const person = { username: 'kesbangpol', name: 'Kesbangpol', password: PASSWORD };
    const grants = [{ role: 'SECRETARIAT', area: '33.74' }];
    await admin.post('/v1/people', { ...person, grants }, { key: '0199d0a3-7fc4-7eda-b780-e2ae4dc7f720' });
    const signIn = { username: 'kesbangpol', password: PASSWORD, token: true };
    const { body } = await new Caller(admin.url).post('/v1/sessions', signIn, { key: null });
    return new Caller(admin.url, body.person.id, body.token);
  }

  it('answers as of any time as before, repeats its answers, and gives the next numbers', async () => {
    db = await createTestDatabase();
    opened.push(() => db.drop());
    const before = await start();
    let secretary = await signedIn(before.caller);
    const commands: { key: string; body: object; answer: Answer }[] = [];
    for (let n = 0; n < 12; n++) {
      const body = { ...REPORT, place: `Jalan ${n}` };
      const key = randomUUID();
      commands.push({ key, body, answer: await secretary.post('/v1/cases', body, { key }) });
      const earlier = commands[n >> 1]?.answer.body.id;
      await secretary.post(`/v1/cases/${earlier}/notes`, { text: `catatan ${n}` });
      await sleep(30);
    }
    await sleep(2_100);
    const instants = commands.map(({ answer }) => String(answer.body.recordedAt));
    const asked = async () => {
      const answers = [];
      for (const asOf of instants) {
        const { status, body } = await secretary.get(`${CASES}&asOf=${asOf}`);
        expect(status).toBe(200);
        const asked = await secretary.get(`${BOARD}&asOf=${asOf}`);
        expect(asked.status).toBe(200);
        // A position is one of this log, and means nothing in another.
        const { position, ...board } = asked.body;
        answers.push({ total: body.total, items: body.items, board });
      }
      return answers;
    };
    const past = await asked();
    const counts = commands.map((_, n) => n + 1);
    expect(past.map(({ total }) => total)).toEqual(counts);
    expect(past.map(({ board }) => board.totals.open)).toEqual(counts);
    await before.close();

    const env = { DATABASE_URL: db.url };
    const moved = await runToEnd(['cli', 'copy-log', double.url, '--final'], { env });
    expect(moved).toMatchObject({ exitCode: 0, stderr: '' });
    expect(moved.stdout).toContain('Positions are translated and the views taken away');

    const after = await start({ eventStoreUrl: double.url });
    secretary = await signedIn(after.caller);
    expect(await asked()).toEqual(past);
    for (const { key, body, answer } of commands) {
      expect((await secretary.post('/v1/cases', body, { key })).body).toEqual(answer.body);
    }
    const { body: next, headers } = await secretary.post('/v1/cases', REPORT);
    const numbers = commands.map(({ answer }) => String(answer.body.number));
    expect([...numbers, next.number].sort().at(-1)).toBe(next.number);
    expect(numbers).not.toContain(next.number);
    const { body: list } = await secretary.get(`${CASES}&after=${headers.get('kondusif-position')}`);
    expect(list.total).toBe(commands.length + 1);
    const verified = await runToEnd(['cli', 'verify'], { env: { ...env, EVENTSTORE_URL: double.url } });
    expect(verified).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(' 0 differences.\n') });
    await after.close();
  });
});

describe('the command copy-log', () => {
  it('is killed again and again, and in the end has written every event once', async () => {
    const [source, target] = [await postgres(), await postgres()];
    await fill(source.store, 200, 4);
    const kills: number[] = [];
    for (const portion of [0.2, 0.5, 0.8]) {
      const total = (await source.feed.lag(null)).events;
      const child = start(source.url, target.url);
      const ended = once(child, 'close');
      while ((await target.feed.lag(null)).events < total * portion && child.exitCode === null)
        await sleep(2);
      child.kill('SIGKILL');
      await ended;
      kills.push((await target.feed.lag(null)).events);
      await stored(source.store, opening(newEvents(2)));
    }
    const { exitCode, stdout } = await copy(source.url, target.url);
    const { events } = await source.feed.lag(null);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining(`${events} events stand in both logs, compared one by one; `),
    });
    await sameEvents(source.feed, target.feed);
    expect(Math.min(...kills)).toBeGreaterThan(0);
    process.stdout.write(`copy-log: killed at ${kills.join(', ')} of ${events} events\n`);
  });

  it('says in words what it does not do', async () => {
    const [source, target] = [await postgres(), await postgres()];
    await source.db.database.pool.query('select 1');
    expect(await copy(source.url, source.url)).toMatchObject({
      exitCode: 1,
      stderr: 'The target is this same log, or was restored from it: name another store.\n',
    });
    expect(await copy(source.url, 'mysql://x/y')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Usage: npm run cli -- copy-log <target-url> [--final]'),
    });
    expect(await copy(source.url, target.url, '--final')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('move everything with backup and restore'),
    });
    await target.db.database.pool.query('alter table es_event rename to something');
    expect(await copy(source.url, target.url)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('something else than a log of Kondusif'),
    });
  });

  function copy(source: string, ...args: string[]): Promise<Ended> {
    return runToEnd(['cli', 'copy-log', ...args], {
      dataDir: throwAwayDirectory(),
      env: { DATABASE_URL: source },
    });
  }

  function start(source: string, target: string) {
    return spawn(process.execPath, ['scripts/start.js', 'cli', 'copy-log', target], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: source },
      stdio: 'ignore',
    });
  }
});

function nothing(): void {}
