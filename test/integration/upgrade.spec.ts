import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { type OpenLog, openLog } from '../../src/app-log.js';
import { caseList } from '../../src/case/views/case-list/case-list.projection.js';
import { type AnyProjection, tableOf } from '../../src/projection/projection.js';
import { type Difference, verify } from '../../src/projection/verify.js';
import { PROJECTIONS } from '../../src/projections.js';
import { report } from '../api/walked-case.js';
import { growLog } from '../support/long-log.js';
import { admit, at, Processes, signIn } from '../support/processes.js';
import { type RaisedBuild, raisedBuild } from '../support/raised-build.js';
import type { Body, Caller } from '../support/running-app.js';
import { runToEnd, type Service, spawned } from '../support/service.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

jest.setTimeout(240_000);

/** So long at most a view of these few events is built, also on a busy machine. */
const BUILT_MS = 60_000;
/** So long at most an older process is behind beside it. */
const BEHIND_MS = 10_000;

describe('a release that raises the version of a view', () => {
  const COPIES = 6_000;
  let db: TestDatabase;
  let processes: Processes;
  let operator: Caller;
  let raised: RaisedBuild;
  let log: OpenLog;
  const builds: RaisedBuild[] = [];

  beforeAll(async () => {
    db = await createTestDatabase();
    processes = new Processes(db);
    log = await processes.openLog();
    const old = await processes.start('old');
    operator = await admit(old.url, 'operator', { role: 'OPERATOR', area: '33' });
    const { body } = await operator.post('/v1/cases', report());
    await growLog(log.store, body.id, COPIES);
    raised = build(caseList.version + 1);
    processes.tables.push(tableOf(raised.view));
  });

  afterAll(async () => {
    for (const { remove } of builds) remove();
    await log.close();
    await processes.end();
    await db.drop();
  });

  function build(version: number): RaisedBuild {
    const made = raisedBuild(version);
    builds.push(made);
    return made;
  }

  const writers: AbortController[] = [];

  const held: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const enough of writers.splice(0)) enough.abort();
    for (const letGo of held.splice(0)) await letGo();
  });

  /** One case after another through a process until `end` is called; resolves with the last position. */
  function writing(service: Service) {
    const enough = new AbortController();
    writers.push(enough);
    const running = (async () => {
      let position = '';
      while (!enough.signal.aborted) {
        const { status, headers } = await at(service, operator).post('/v1/cases', report());
        expect(status).toBe(201);
        position = headers.get('kondusif-position') ?? '';
        await sleep(10);
      }
      return position;
    })();
    // It is awaited at the end; failing before that is no fault that nobody caught.
    running.catch(() => undefined);
    return {
      end: () => {
        enough.abort();
        return running;
      },
    };
  }

  async function differences(...views: AnyProjection[]): Promise<Difference[]> {
    const found = await Promise.all(views.map((view) => verify(db.database.pool, log.feed, view)));
    return found.flat();
  }

  /** Keeps everybody from feeding a view until the lock is let go, at the latest when the test ends. */
  async function holdBack(table: string): Promise<() => Promise<void>> {
    const client = await db.database.pool.connect();
    await client.query('select pg_advisory_lock(7310, hashtext($1))', [table]);
    const letGo = once(async () => {
      await client.query('select pg_advisory_unlock_all()');
      client.release();
    });
    held.push(letGo);
    return letGo;
  }

  async function checkpointOf({ name, version }: AnyProjection) {
    const { rows } = await db.database.pool.query<{ position: string | null; epoch: number }>(
      `select position, owner_epoch as epoch from projection_checkpoint
       where name = $1 and version = $2 and build = 'live'`,
      [name, version],
    );
    return rows[0] ?? { position: null, epoch: 0 };
  }

  /** What the process says of its case list until it is ready: how many events are left. */
  async function progressOf(service: Service): Promise<number[]> {
    const left: number[] = [];
    for (const end = Date.now() + BUILT_MS; Date.now() < end; ) {
      const { status, body } = await service.health();
      if (status === 200) return left;
      expect({ status, missing: body.missing }).toEqual({ status: 503, missing: ['views'] });
      left.push(body.checks.views?.views.case_list?.lag.events ?? Number.NaN);
      await sleep(20);
    }
    throw new Error(`It was not ready after ${left.length} looks; ${left.at(-1)} events were left.`);
  }

  it('builds it beside the old under writes, while the older process goes on serving its own', async () => {
    const old = processes.of('old');
    const letGo = await holdBack(tableOf(raised.view));
    const written = writing(old);
    const fresh = await processes.start('new', { program: raised.program, atOnce: true });
    expect((await fresh.health()).status).toBe(503);
    const partial = await at(fresh, operator).get('/v1/cases?limit=1');
    expect({ status: partial.status, code: partial.body.code }).toEqual({ status: 503, code: 'starting' });
    await letGo();

    const reading = progressOf(fresh);
    let served = 0;
    for (let isReady = false; !isReady; served++) {
      const recorded = await at(old, operator).post('/v1/cases', report());
      const after = recorded.headers.get('kondusif-position');
      // Where four processes want two cores it may say that it is behind, and is not for long.
      await until(async () => {
        const { status, headers } = await at(old, operator).get(`/v1/cases?limit=1&after=${after}`);
        expect(status).toBe(200);
        return headers.get('kondusif-stale') === null;
      }, BEHIND_MS);
      expect((await old.health()).status).toBe(200);
      isReady = await Promise.race([reading.then(() => true), sleep(10, false)]);
    }
    expect(served).toBeGreaterThan(3);
    const left = await reading;
    expect(Math.max(...left)).toBeGreaterThan(2 * COPIES);
    expect(new Set(left).size).toBeGreaterThan(3);

    const last = await written.end();
    const totals = [old, fresh].map(async (service) => {
      const { body, headers } = await at(service, operator).get(`/v1/cases?limit=1&after=${last}`);
      expect(headers.get('kondusif-stale')).toBeNull();
      return body.total;
    });
    const [before, now] = await Promise.all(totals);
    expect(now).toBe(before);
    expect(now).toBeGreaterThan(COPIES);
    expect(await differences(caseList, raised.view)).toEqual([]);
    expect(await processes.ownerOf(tableOf(caseList))).toBe('old');
    expect(await processes.ownerOf(tableOf(raised.view))).toBe('new');
  });

  it('keeps its table to itself when an older process comes back', async () => {
    await processes.stop('old');
    const { epoch } = await checkpointOf(raised.view);
    const stopped = await checkpointOf(caseList);
    await writing1s(processes.of('new'));
    expect((await checkpointOf(caseList)).position).toBe(stopped.position);

    const old = await processes.start('old');
    const last = await writing1s(old);
    for (const service of [old, processes.of('new')]) {
      const { headers } = await at(service, operator).get(`/v1/cases?limit=1&after=${last}`);
      expect(headers.get('kondusif-stale')).toBeNull();
    }
    expect(await processes.ownerOf(tableOf(caseList))).toBe('old');
    expect(await processes.ownerOf(tableOf(raised.view))).toBe('new');
    expect((await checkpointOf(raised.view)).epoch).toBe(epoch);
    expect(await differences(caseList, raised.view)).toEqual([]);
  });

  async function writing1s(service: Service): Promise<string> {
    const written = writing(service);
    await sleep(1_000);
    return written.end();
  }

  it('lets a rebuild that was killed be done again from the start, beside its owner', async () => {
    const { dataDir } = processes;
    const env = { DATABASE_URL: db.url };
    const table = `${tableOf(caseList)}_rebuild`;
    const written = writing(processes.of('old'));
    let killed = await spawned(['cli', 'rebuild', 'case_list'], { dataDir, env });
    await until(async () => {
      // One that was through before anybody looked is begun again.
      if (killed.hasEnded) killed = await spawned(['cli', 'rebuild', 'case_list'], { dataDir, env });
      const { rows } = await db.database.pool
        .query<{ found: boolean }>(`select exists (select 1 from ${table}) as found`)
        .catch(() => ({ rows: [] }));
      return rows[0]?.found;
    }, 60_000);
    await killed.kill();
    const leftover = await db.database.pool.query('select to_regclass($1) is not null as found', [table]);
    expect(leftover.rows).toEqual([{ found: true }]);
    const { epoch } = await checkpointOf(caseList);
    const again = await runToEnd(['cli', 'rebuild', 'case_list'], { dataDir, env });
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('is built again') });
    const last = await written.end();
    const list = await at(processes.of('old'), operator).get(`/v1/cases?limit=1&after=${last}`);
    expect(list.headers.get('kondusif-stale')).toBeNull();
    expect((await checkpointOf(caseList)).epoch).toBeGreaterThan(epoch);
    expect(await differences(caseList)).toEqual([]);
    const { rows } = await db.database.pool.query(
      `select relname from pg_class where relname like '%rebuild%'`,
    );
    expect(rows).toEqual([]);
  });

  it('alone answers 503 with its progress, and goes on where it was killed', async () => {
    await processes.kill('old');
    await processes.kill('new');
    const { program, view } = build(caseList.version + 2);
    processes.tables.push(tableOf(view));
    await processes.start('alone', { program, atOnce: true });
    const reached = await until(async () => (await checkpointOf(view)).position ?? undefined);
    await processes.kill('alone');
    const stood = await checkpointOf(view);
    expect((await log.feed.lag(stood.position)).events).toBeGreaterThan(0);
    expect((stood.position ?? '') >= reached).toBe(true);

    const letGo = await holdBack(tableOf(view));
    const alone = await processes.start('alone', { program, atOnce: true });
    const { status, body } = await alone.health();
    expect({ status, missing: body.missing }).toEqual({ status: 503, missing: ['views'] });
    const { events } = await log.feed.lag(stood.position);
    expect(body.checks.views?.views.case_list).toMatchObject({
      version: view.version,
      caughtUp: false,
      lag: { events },
    });
    await letGo();
    const left = await progressOf(alone);
    expect(Math.max(0, ...left)).toBeLessThanOrEqual(events);
    expect(await differences(view)).toEqual([]);
    const { body: list } = await at(alone, operator).get('/v1/cases?limit=1');
    expect(list.total).toBeGreaterThan(COPIES);
  });
});

describe('the database that an earlier release left behind', () => {
  const file = (name: string) => readFileSync(new URL(`../fixtures/schema/${name}`, import.meta.url), 'utf8');
  let db: TestDatabase;
  let processes: Processes;

  beforeAll(async () => {
    db = await createEmptyDatabase();
    processes = new Processes(db);
  });

  afterAll(async () => {
    await processes.end();
    await db.drop();
  });

  it('of migration 0008 is brought forward by a start, and reads back as it was answered then', async () => {
    await db.database.pool.query(file('0008.sql'));
    const { url } = await processes.start('upgraded', { env: { EVENTSTORE_URL: '' } });
    const { cases, total } = JSON.parse(file('0008.json')) as { cases: Body[]; total: number };
    const secretariat = await signIn(url, 'secretariat', 'kata-sandi-secretariat');
    for (const { revision, ...expected } of cases) {
      const { status, body } = await secretariat.get(`/v1/cases/${expected.id}`);
      expect({ status, body }).toMatchObject({ status: 200, body: expected });
      // Those on the ladder come under the policy in force, one start step each.
      expect(body.revision).toBeGreaterThanOrEqual(revision as number);
    }
    const list = await secretariat.get('/v1/cases?area=33');
    expect(list.body).toMatchObject({ total, items: { length: total } });
    const imports = await db.database.pool.query('select source, state, file from import_run');
    expect(imports.rows).toEqual([{ source: 'jateng-2024', state: 'DONE', file: '' }]);

    const operator = await signIn(url, 'operator', 'kata-sandi-operator');
    const recorded = await operator.post('/v1/cases', report());
    expect(recorded).toMatchObject({ status: 201 });
    const after = recorded.headers.get('kondusif-position');
    expect((await secretariat.get(`/v1/cases?area=33&after=${after}`)).body.total).toBe(total + 1);
    const log = await openLog({}, db.database);
    for (const view of PROJECTIONS) expect(await verify(db.database.pool, log.feed, view)).toEqual([]);
    await log.close();
  });

  it('has then the schema of a new one', async () => {
    const fresh = await createTestDatabase();
    try {
      const columns = await Promise.all([db, fresh].map(({ database }) => schemaOf(database)));
      expect(columns[0]).toEqual(columns[1]);
    } finally {
      await fresh.drop();
    }
  });
});

/** Columns, constraints, indexes, functions and triggers, without the tables of views, which a start makes. */
async function schemaOf({ pool }: TestDatabase['database']): Promise<string[]> {
  const { rows } = await pool.query<{ what: string }>(
    `with tables as (
       select oid, relname from pg_class
       where relnamespace = 'public'::regnamespace and relkind = 'r' and relname !~ '_v[0-9]+(_[a-z_]+)?$'
     )
     select relname || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attcollation || ' ' ||
            attnotnull || ' ' || coalesce(pg_get_expr(adbin, adrelid), '') as what
     from tables join pg_attribute on attrelid = tables.oid left join pg_attrdef on adrelid = attrelid and adnum = attnum
     where attnum > 0 and not attisdropped
     union all select relname || ' ' || pg_get_constraintdef(c.oid) from tables join pg_constraint c on conrelid = tables.oid
     union all select pg_get_indexdef(indexrelid) from tables join pg_index on indrelid = tables.oid
     union all select pg_get_triggerdef(t.oid) from tables join pg_trigger t on tgrelid = tables.oid where not tgisinternal
     union all select pg_get_functiondef(p.oid) from pg_proc p
       where pronamespace = 'public'::regnamespace and not exists (select 1 from pg_depend where objid = p.oid and deptype = 'e')
     order by 1`,
  );
  return rows.map(({ what }) => what);
}

/** Does its work the first time it is called. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
