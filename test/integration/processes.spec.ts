import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import pg from 'pg';
import { caseList } from '../../src/case/views/case-list/case-list.projection.js';
import { tableOf } from '../../src/projection/projection.js';
import { PROJECTIONS } from '../../src/projections.js';
import { LiveReader } from '../api/live-reader.js';
import { report } from '../api/walked-case.js';
import { Audit, answerFaults } from '../crash/audit.js';
import { Ledger } from '../crash/ledger.js';
import { type Cast, HARD, Load, STEADY } from '../crash/load.js';
import { randomOf } from '../crash/random.js';
import { admit, at, Processes } from '../support/processes.js';
import type { Answer, Caller } from '../support/running-app.js';
import type { Service } from '../support/service.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

/** Seconds of load over three processes; an owner that is stopped sleeps for 30 s then, as it may in earnest. */
const LONG = Number(process.env.KONDUSIF_LONG ?? 0);
const LOAD_MS = (LONG || 5) * 1_000;
const STOPPED_MS = LONG ? 30_000 : 8_000;
/** So long at most a view is without an owner when its owner dies. */
const WITHOUT_OWNER_MS = 10_000;

const CASES = tableOf(caseList);

jest.setTimeout(120_000 + LONG * 2_000);

describe('three processes that start at once on one empty database', () => {
  let db: TestDatabase;
  let processes: Processes;
  let operator: Caller;
  let verifier: Caller;
  let secretariat: Caller;
  const services = () => ['one', 'two', 'three'].map((name) => processes.of(name));

  beforeAll(async () => {
    db = await createEmptyDatabase();
    processes = new Processes(db);
    await Promise.all(['one', 'two', 'three'].map((name) => processes.start(name)));
    const { url } = processes.of('one');
    operator = await admit(url, 'operator', { role: 'OPERATOR', area: '33' });
    verifier = await admit(url, 'verifier', { role: 'VERIFIER', area: '33' });
    secretariat = await admit(url, 'secretariat', { role: 'SECRETARIAT', area: '33' });
  });

  afterAll(async () => {
    await processes.end();
    await db.drop();
  });

  function castOf(): Cast {
    const people = { operator, verifier, secretariat };
    return new Map(
      Object.entries(people).map(([name, { id, token }]) => [name, { id: String(id), token: String(token) }]),
    );
  }

  const loads: AbortController[] = [];

  afterEach(() => {
    for (const enough of loads.splice(0)) enough.abort();
  });

  /** Load on some of the processes until `end` is called, which leaves no command without an answer. */
  function load(...on: Service[]) {
    const ledger = new Ledger();
    const crowd = new Load(ledger, castOf(), randomOf(Date.now()), LONG ? HARD : STEADY);
    const enough = new AbortController();
    loads.push(enough);
    const running = Promise.all(on.map(({ url }) => crowd.run(url, enough.signal)));
    return {
      ledger,
      async end(): Promise<void> {
        enough.abort();
        await running;
        // Who is told that others kept changing the case sends the same again; another try of it may stand by then.
        do await crowd.settle((on[0] as Service).url);
        while (reopened(ledger) > 0);
      },
    };
  }

  async function expectSound(ledger: Ledger): Promise<void> {
    const faults = [
      ...(await new Audit(ledger, processes.dataDir).complete(db.url)),
      ...answerFaults(ledger),
    ].map(({ kind, sentence }) => `${kind}: ${sentence}`);
    expect(faults).toEqual([]);
  }

  it('are ready, and each view has one owner', async () => {
    for (const service of services()) expect((await service.health()).status).toBe(200);
    const locks = await processes.locks();
    expect(locks.map(({ table }) => table).sort()).toEqual([...processes.tables].sort());
    const { rows } = await db.database.pool.query(
      `select (select count(*)::int from person where username = 'admin') as administrators,
              (select count(*)::int from installation) as keys,
              (select count(*)::int from election_stages_v1 where revision > 0) as calendars_set_twice`,
    );
    expect(rows).toEqual([{ administrators: 1, keys: 1, calendars_set_twice: 0 }]);
  });

  describe('commands on one case through two of them', () => {
    let one: Service;
    let two: Service;

    beforeAll(() => {
      [one, two] = services() as [Service, Service];
    });

    async function recorded(): Promise<string> {
      const { status, body } = await at(one, operator).post('/v1/cases', report());
      expect(status).toBe(201);
      return body.id;
    }

    /** The same request again and again, by turns through each. */
    function both(times: number, request: (service: Service, n: number) => Promise<Answer>) {
      return Promise.all(Array.from({ length: times }, (_, n) => request(n % 2 ? two : one, n)));
    }

    async function page(id: string): Promise<Answer> {
      return at(two, secretariat).get(`/v1/cases/${id}`);
    }

    it('stand in one order, each once, or are refused with a clear 409', async () => {
      const id = await recorded();
      const answers = await both(60, (service, n) =>
        at(service, operator).post(`/v1/cases/${id}/notes`, { text: `catatan ${n}` }),
      );
      const stored = answers.filter(({ status }) => status === 200);
      for (const { status, body } of answers.filter((answer) => !stored.includes(answer)))
        expect({ status, code: body.code }).toEqual({ status: 409, code: 'concurrent_change' });
      const revisions = stored.map(({ body }) => body.revision).sort((a, b) => a - b);
      expect(revisions).toEqual(Array.from({ length: stored.length }, (_, n) => n + 2));
      const { body } = await page(id);
      expect(body).toMatchObject({ revision: stored.length + 1, notes: { length: stored.length } });
      expect(stored.length).toBeGreaterThan(40);
    });

    it('with the same If-Match are won by one', async () => {
      const id = await recorded();
      const answers = await both(8, (service) =>
        at(service, verifier).post(`/v1/cases/${id}/verification`, { outcome: 'VERIFIED' }, { ifMatch: 1 }),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([200, ...Array(7).fill(412)]);
      expect((await page(id)).body).toMatchObject({ revision: 2, status: 'VERIFIED' });
    });

    it('with the same key act once and are answered alike', async () => {
      const key = crypto.randomUUID();
      const said = report();
      const made = await both(10, (service) => at(service, operator).post('/v1/cases', said, { key }));
      const [first] = made as [Answer];
      expect(first.status).toBe(201);
      for (const { status, headers, body } of made) {
        expect({ status, body, etag: headers.get('etag') }).toEqual({
          status: first.status,
          body: first.body,
          etag: first.headers.get('etag'),
        });
      }
      const id = first.body.id;
      const ways = [
        ['notes', { text: 'sekali' }, {}],
        ['verification', { outcome: 'VERIFIED' }, { ifMatch: 1 }],
      ] as const;
      for (const [action, body, options] of ways) {
        const key = crypto.randomUUID();
        const caller = action === 'notes' ? operator : verifier;
        const acted = await both(10, (service) =>
          at(service, caller).post(`/v1/cases/${id}/${action}`, body, { ...options, key }),
        );
        expect(new Set(acted.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
        expect(acted[0]?.status).toBe(200);
      }
      expect((await page(id)).body).toMatchObject({ revision: 3, notes: { length: 1 } });
    });
  });

  it('end sessions, tokens and event streams everywhere within two seconds after the right has ended', async () => {
    const { url } = processes.of('one');
    const leaving = await admit(url, 'leaving', { role: 'OPERATOR', area: '33' });
    const losing = await admit(url, 'losing', { role: 'OPERATOR', area: '33' });
    const callers = [leaving, losing].flatMap((person) => services().map((service) => at(service, person)));
    const readers = await Promise.all(callers.map((caller) => LiveReader.open(caller, 'cases:33')));
    for (const caller of callers) expect((await caller.get('/v1/me')).status).toBe(200);

    const admin = await admit(url, 'second-admin', { role: 'ADMIN', area: '' });
    expect((await admin.post(`/v1/people/${leaving.id}/deactivation`)).status).toBeLessThan(300);
    const etag = (await admin.get(`/v1/people/${losing.id}`)).headers.get('etag');
    const grants = [{ role: 'OPERATOR', area: '51' }];
    const changed = await admin.send('PUT', `/v1/people/${losing.id}/grants`, { grants }, { ifMatch: etag });
    expect(changed.status).toBe(200);
    await sleep(2_000);
    const statuses = await Promise.all(callers.map(async (caller) => (await caller.get('/v1/me')).status));
    expect(statuses).toEqual(callers.map(() => 401));
    const open = readers.map(({ ended }) => Promise.race([ended.then(() => 'ended'), sleep(300, 'open')]));
    expect(await Promise.all(open)).toEqual(readers.map(() => 'ended'));
  });

  it(`under load for ${LOAD_MS / 1_000} s lose and double nothing, and their views are what a replay gives`, async () => {
    const began = Date.now();
    const crowd = load(...services());
    await sleep(LOAD_MS);
    await crowd.end();
    const { commands, acknowledged, spreadsheets } = crowd.ledger;
    const seconds = (Date.now() - began) / 1_000;
    await expectSound(crowd.ledger);
    const lag = await until(async () => {
      const { body } = await processes.of('three').health();
      const views = Object.values(body.checks.views?.views ?? {});
      return views.every((view) => view.lag.events === 0) && views.length;
    });
    expect(lag).toBe(PROJECTIONS.length);
    process.stdout.write(
      `three processes: ${seconds.toFixed(0)} s, ${commands.length} commands, ${acknowledged.length} acknowledged, ` +
        `${spreadsheets.length} spreadsheets; 0 lost, 0 doubled, 0 differences\n`,
    );
  });

  it('give the views of a killed one to another within ten seconds', async () => {
    const { owner, others } = await processes.around(CASES);
    const crowd = load(...others.map(({ service }) => service));
    await sleep(500);
    await processes.kill(owner.name);
    const successors = await until(async () => {
      const locks = await processes.locks();
      return locks.length === processes.tables.length && locks.map(({ name }) => name);
    }, WITHOUT_OWNER_MS);
    expect(successors).not.toContain(owner.name);
    await sleep(500);
    await crowd.end();
    await processes.start(owner.name);
    await expectSound(crowd.ledger);
    expect((await processes.locks()).length).toBe(processes.tables.length);
  });

  it('refuse an owner that was stopped within a batch and wakes up after its successor', async () => {
    const { owner, others } = await processes.around(CASES);
    const epoch = await epochOf(CASES);
    const crowd = load(...others.map(({ service }) => service));
    // Its transaction hangs at the checkpoint when the process is stopped: the worst moment.
    const holder = new pg.Client({ connectionString: db.url });
    await holder.connect();
    try {
      await holder.query(
        `begin; select 1 from projection_checkpoint where name = 'case_list' and build = 'live' for update`,
      );
      await until(() => waitsForCheckpoint(owner.name));
      owner.service.pause();
    } finally {
      await holder.end();
    }

    const stoppedAt = Date.now();
    const successor = await until(async () => {
      const name = await processes.ownerOf(CASES);
      return name !== owner.name && name;
    }, WITHOUT_OWNER_MS);
    const moved = await positionOf(CASES);
    await until(async () => (await positionOf(CASES)) > moved);
    await sleep(Math.max(STOPPED_MS - (Date.now() - stoppedAt), 0));

    owner.service.resume();
    await owner.service.untilReady();
    await sleep(1_500);
    await crowd.end();
    expect(await processes.ownerOf(CASES)).toBe(successor);
    expect(await epochOf(CASES)).toBe(epoch + 1);
    await expectSound(crowd.ledger);
    // The woken one serves again: what is written elsewhere is seen through it, and the other way round.
    const { body, headers } = await at(owner.service, operator).post('/v1/cases', report());
    expect(body.number).toEqual(expect.any(String));
    const after = headers.get('kondusif-position');
    for (const service of services()) {
      const { headers } = await at(service, secretariat).get(`/v1/cases?limit=1&after=${after}`);
      expect(headers.get('kondusif-stale')).toBeNull();
    }
  });

  async function waitsForCheckpoint(name: string): Promise<boolean> {
    const { rows } = await db.database.pool.query(
      `select 1 from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'
         and query like 'update projection_checkpoint%'`,
      [name],
    );
    return rows.length > 0;
  }

  async function checkpointOf(table: string): Promise<{ epoch: number; position: string }> {
    const { rows } = await db.database.pool.query<{ epoch: number; position: string }>(
      `select owner_epoch as epoch, position from projection_checkpoint
       where name || '_v' || version = $1 and build = 'live'`,
      [table],
    );
    return rows[0] as { epoch: number; position: string };
  }

  async function epochOf(table: string): Promise<number> {
    return (await checkpointOf(table)).epoch;
  }

  async function positionOf(table: string): Promise<string> {
    return (await checkpointOf(table)).position;
  }
});

describe('a process with one role', () => {
  let db: TestDatabase;
  let processes: Processes;

  beforeAll(async () => {
    db = await createTestDatabase();
    processes = new Processes(db);
  });

  afterAll(async () => {
    await processes.end();
    await db.drop();
  });

  it('feeds no view as web, so that it gets ready only with a worker; then it reads its own writes', async () => {
    const web = await processes.start('web', { roles: 'web', atOnce: true });
    const alone = await until(async () => {
      const health = await web.health();
      return health.status === 503 && health;
    });
    expect(alone.body.missing).toEqual(['views']);
    const worker = await processes.start('worker', { roles: 'worker' });
    await web.untilReady();
    expect(new Set((await processes.locks()).map(({ name }) => name))).toEqual(new Set(['worker']));

    const operator = await admit(web.url, 'operator', { role: 'OPERATOR', area: '33' });
    for (let n = 1; n <= 20; n++) {
      const recorded = await operator.post('/v1/cases', report());
      const after = recorded.headers.get('kondusif-position');
      const { headers, body } = await operator.get(`/v1/cases?limit=1&after=${after}`);
      expect({ total: body.total, stale: headers.get('kondusif-stale') }).toEqual({ total: n, stale: null });
    }

    // A worker answers too; that people are sent elsewhere is the proxy's business.
    expect((await at(worker, operator).get('/v1/cases?limit=1')).body.total).toBe(20);

    worker.pause();
    const missed = await operator.post('/v1/cases', report());
    const after = missed.headers.get('kondusif-position');
    const stale = await operator.get(`/v1/cases?limit=1&after=${after}`);
    expect({ total: stale.body.total, stale: stale.headers.get('kondusif-stale') }).toEqual({
      total: 20,
      stale: 'true',
    });
    worker.resume();
    const fresh = await until(async () => {
      const answer = await operator.get(`/v1/cases?limit=1&after=${after}`);
      return answer.headers.get('kondusif-stale') === null && answer;
    });
    expect(fresh.body.total).toBe(21);
  });
});

/** Takes back the refusals that are none for good; returns how many there were. */
function reopened({ refused, open }: Ledger): number {
  const lostRaces = refused.filter(({ refused: code }) => code === '409 concurrent_change');
  for (const command of lostRaces) {
    refused.splice(refused.indexOf(command), 1);
    delete command.refused;
    open.add(command);
  }
  return lostRaces.length;
}
