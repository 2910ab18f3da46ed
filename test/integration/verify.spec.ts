import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import pg from 'pg';
import { openLog } from '../../src/app-log.js';
import { caseList } from '../../src/case/views/case-list/case-list.projection.js';
import { inTransaction } from '../../src/database/on-connection.js';
import { DemoClient } from '../../src/demo/demo-client.js';
import { drillIntake } from '../../src/demo/demo-intake.js';
import { makePeople } from '../../src/demo/demo-people.js';
import { walkCases } from '../../src/demo/demo-walk.js';
import { pastTableOf, tableOf } from '../../src/projection/projection.js';
import { Projections } from '../../src/projection/projections.js';
import { ViewPositions } from '../../src/projection/view-positions.js';
import { PROJECTIONS } from '../../src/projections.js';
import { REPORT } from '../support/report.js';
import { type Body, Caller } from '../support/running-app.js';
import { ADMINISTRATOR, type Ended, removeDataDirectory, runToEnd, Service } from '../support/service.js';
import { createTestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

/** Every command is a process of its own, and other tests run beside it. */
jest.setTimeout(120_000);
const PATIENCE_MS = 30_000;

const TABLE = tableOf(caseList);
const PAST = pastTableOf(caseList);
/** As the command line calls the view. */
const CASES = `${caseList.name} v${caseList.version}`;
const SOUND = ' 0 differences.\n';

describe('the command line beside a service that was filled like a drill', () => {
  let service: Service;
  let database: pg.Client;
  let kesbangpol: Caller;
  let file: string;

  beforeAll(async () => {
    service = await Service.start();
    const { username, password } = ADMINISTRATOR;
    const visitor = new DemoClient(service.url);
    const people = await makePeople(await visitor.signIn(username, password));
    const cast: [string, DemoClient][] = [];
    for (const one of people) cast.push([one.username, await visitor.signIn(one.username, one.password)]);
    await walkCases(Object.fromEntries(cast), new Date());
    const secretary = people.find((one) => one.username === 'kesbangpol');
    const { body } = await new Caller(service.url).post(
      '/v1/sessions',
      { username: 'kesbangpol', password: secretary?.password, token: true },
      { key: null },
    );
    kesbangpol = new Caller(service.url, body.person.id, body.token);
    file = join(service.dataDir, 'sampel.csv');
    writeFileSync(file, drillIntake(new Date()).csv);
    database = new pg.Client({ connectionString: service.databaseUrl });
    await database.connect();
  });

  afterAll(async () => {
    await database.end();
    await service.kill();
    await removeDataDirectory(service.dataDir);
  });

  function cli(...args: string[]): Promise<Ended> {
    return runToEnd(['cli', ...args], { dataDir: service.dataDir });
  }

  async function record(
    report: Body = {},
  ): Promise<{ id: string; revision: number; position: string | null }> {
    const { status, headers, body } = await kesbangpol.post('/v1/cases', { ...REPORT, ...report });
    expect(status).toBe(201);
    return { id: body.id, revision: body.revision, position: headers.get('kondusif-position') };
  }

  /** Rows of the case list once it has come so far. */
  async function total(after: string | null = ''): Promise<number> {
    const { headers, body } = await kesbangpol.get(`/v1/cases?limit=1&after=${after ?? ''}`);
    expect(headers.get('kondusif-stale')).toBeNull();
    return body.total;
  }

  it('imports a spreadsheet in a person’s name, and nothing of it twice', async () => {
    const first = await cli('import', file, '--source', 'sampel', '--as', 'kesbangpol');
    expect(first.exitCode).toBe(0);
    const refused = first.stdout.trim().split('\n').slice(0, -1);
    expect(refused).toHaveLength(12);
    for (const line of refused) expect(line).toMatch(/^line \d+, No \S+: [a-z_]+/);
    expect(first.stdout).toContain('214 rows: 202 recorded, 0 already recorded, 0 changed, 12 refused\n');
    const { position } = await record();
    expect(await total(position)).toBe(4 + 202 + 1);
    const again = await cli('import', file, '--source', 'sampel', '--as', 'kesbangpol');
    expect(again.stdout).toContain('214 rows: 0 recorded, 202 already recorded, 0 changed, 12 refused\n');
  });

  it('says in words why it imports nothing', async () => {
    const strange = await cli('import', file, '--source', 'sampel', '--as', 'siapa');
    expect({ exitCode: strange.exitCode, stdout: strange.stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(strange.stderr).toContain(
      'Nobody who may sign in is called siapa: name somebody else with --as.\n',
    );
    const camat = await cli('import', file, '--source', 'sampel', '--as', 'camat');
    expect({ exitCode: camat.exitCode, stdout: camat.stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(camat.stderr).toMatch(/^import was refused: [A-Z].*\.$/m);
    const nowhere = await cli('import', `${file}.bak`, '--source', 'sampel', '--as', 'kesbangpol');
    expect(nowhere).toEqual({ exitCode: 1, stdout: '', stderr: `${file}.bak cannot be read (ENOENT).\n` });
  });

  it('finds no difference', async () => {
    const { exitCode, stdout } = await cli('verify');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining(SOUND) });
    for (const { name, version } of PROJECTIONS)
      expect(stdout).toContain(`${name} v${version}: 0 differences\n`);
  });

  it('finds what was changed by hand, in the present and in the past, and says where', async () => {
    const changed = await keyOf(
      `update ${TABLE} set place = 'diubah' where id = (select min(id::text)::uuid from ${TABLE}) returning id as key`,
    );
    const gone = await keyOf(
      `delete from ${TABLE} where id = (select max(id::text)::uuid from ${TABLE}) returning id as key`,
    );
    const past = await keyOf(
      `update ${PAST} set status = 'CLOSED' where (id, since) = (select id, since from ${PAST} order by since limit 1) returning id as key`,
    );
    await database.query(
      `update people_v1 set since = '' where id = (select min(id::text)::uuid from people_v1)`,
    );
    const { exitCode, stdout } = await cli('verify');
    expect(exitCode).toBe(1);
    const lines = stdout.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        `${TABLE}  ${changed}  only in the view`,
        `${TABLE}  ${changed}  only in the log`,
        `${TABLE}  ${gone}  only in the log`,
        `${PAST}  ${past}  only in the view`,
        `${PAST}  ${past}  only in the log`,
        `${CASES}: 5 differences`,
        'people v1: 2 differences',
      ]),
    );
    expect(lines).not.toContain(`${TABLE}  ${gone}  only in the view`);
    expect(stdout).toMatch(/ 7 differences\.\n$/);
  });

  it('builds views again beside readers and writers, after which nothing differs', async () => {
    let building = true;
    let written = 0;
    const totals: number[] = [];
    const writers = Array.from({ length: 4 }, async () => {
      for (; building; written++) {
        const { id } = await record();
        await kesbangpol.post(`/v1/cases/${id}/notes`, { text: 'Sambil dibangun ulang.' });
        await sleep(20);
      }
    });
    const reader = (async () => {
      for (; building; await sleep(20)) totals.push(await total());
    })();
    for (const view of ['case_list', 'people']) {
      const rebuilt = await cli('rebuild', view);
      expect(rebuilt).toMatchObject({
        exitCode: 0,
        stdout: expect.stringMatching(/ is built again from \d+ events\.\n$/),
      });
    }
    building = false;
    await Promise.all([...writers, reader]);
    expect(written).toBeGreaterThan(0);
    expect(totals).toEqual([...totals].sort((a, b) => a - b));
    const { position } = await record();
    const { rows } = await database.query<{ cases: number }>(
      `select count(*)::int as cases from es_event where type = 'CaseRecorded'`,
    );
    expect(await total(position)).toBe(rows[0]?.cases);
    expect(await cli('verify')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(SOUND) });
    process.stdout.write(`verify: rebuilt 2 views beside ${written} cases and ${totals.length} readings\n`);
  });

  it('lists parked streams and lets them be read again or read on', async () => {
    await database.query(
      `alter table ${TABLE} add constraint poison check (place is distinct from 'racun' and severity < 4) not valid`,
    );
    const unread = await record({ place: 'racun' });
    const raised = await record();
    for (const [index, [action, body]] of [
      ['severity', { severity: 4, reason: 'lebih parah' }] as const,
      ['corrections', { field: 'place', value: 'alun-alun', reason: 'keliru' }] as const,
    ].entries()) {
      const ifMatch = raised.revision + index;
      const { status } = await kesbangpol.post(`/v1/cases/${raised.id}/${action}`, body, { ifMatch });
      expect(status).toBe(200);
    }
    await until(async () => (await wishes()).length === 2, PATIENCE_MS);
    const listed = (await cli('parked')).stdout;
    expect(listed).toMatch(/\n2 parked\.\n$/);
    expect(listed).toMatch(
      new RegExp(`${CASES}  case-${unread.id}  from revision 0 \\(CaseRecorded\\)  since .*poison`),
    );
    expect(listed).toMatch(
      new RegExp(`${CASES}  case-${raised.id}  from revision 2 \\(SeverityChanged\\)  since .*poison`),
    );
    // The others go on, and a view that says itself what it lacks does not differ.
    await total((await record()).position);
    expect(
      (await new Caller(service.url).get('/health/ready')).body.checks.views.views.case_list.parked,
    ).toBe(2);
    expect(await cli('verify')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(SOUND) });

    await cli('parked', 'retry', 'case_list', `case-${unread.id}`);
    await until(async () => (await wishes()).every((wish) => wish === null), PATIENCE_MS);
    expect(await wishes()).toHaveLength(2);

    await cli('parked', 'skip', 'case_list', `case-${raised.id}`);
    await until(async () => (await wishes()).length === 1, PATIENCE_MS);
    const { rows } = await database.query(`select severity, place from ${TABLE} where id = $1`, [raised.id]);
    expect(rows).toEqual([{ severity: 1, place: 'alun-alun' }]);

    await database.query(`alter table ${TABLE} drop constraint poison`);
    const retried = await cli('parked', 'retry', 'case_list', `case-${unread.id}`);
    expect(retried).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`will retry case-${unread.id}`),
    });
    await until(async () => (await wishes()).length === 0, PATIENCE_MS);
    expect((await cli('parked')).stdout).toBe('Nothing is parked.\n');
  });

  it('tells what was skipped, until the view is built again', async () => {
    const skipped = await cli('verify');
    expect(skipped.exitCode).toBe(1);
    expect(skipped.stdout).toMatch(new RegExp(`${CASES}: \\d+ differences\\n`));
    await cli('rebuild', 'case_list');
    expect(await cli('verify')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(SOUND) });
  });

  it('knows what is not parked and what it does not understand', async () => {
    const stream = `case-${randomUUID()}`;
    expect(await cli('parked', 'skip', 'case_list', stream)).toMatchObject({
      exitCode: 1,
      stdout: `${stream} is not parked in case_list.\n`,
    });
    const misused = await cli('parked', 'forget', 'case_list', stream);
    expect({ exitCode: misused.exitCode, stderr: misused.stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining('Usage: npm run cli -- parked'),
    });
  });

  it('works alone too, and leaves all to the service that follows', async () => {
    const before = await total();
    await database.end();
    expect(await service.stop()).toBe(0);
    const imported = await cli(
      'import',
      file,
      '--source',
      'sendiri',
      '--as',
      'kesbangpol',
      '--mode',
      'archive',
    );
    expect(imported.stdout).toContain('214 rows: 202 recorded, 0 already recorded, 0 changed, 12 refused\n');
    expect(await cli('verify')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(SOUND) });
    service = await Service.start({ dataDir: service.dataDir });
    database = new pg.Client({ connectionString: service.databaseUrl });
    await database.connect();
    kesbangpol = new Caller(service.url, kesbangpol.id, kesbangpol.token);
    expect(await total()).toBe(before + 202);
  });

  async function keyOf(sql: string): Promise<string> {
    const { rows } = await database.query<{ key: string }>(sql);
    return String(rows[0]?.key);
  }

  async function wishes(): Promise<(string | null)[]> {
    const { rows } = await database.query<{ wish: string | null }>('select wish from projection_parked');
    return rows.map(({ wish }) => wish);
  }
});

describe('a process that starts', () => {
  it('does not stand in the way of a batch that another one writes', async () => {
    const db = await createTestDatabase();
    const { pool } = db.database;
    const log = await openLog({}, db.database);
    const start = () =>
      new Projections(
        PROJECTIONS,
        db.database,
        log.store,
        log.feed,
        new ViewPositions(pool, PROJECTIONS),
        () => undefined,
      ).prepare();
    await start();
    let starting: Promise<void> | undefined;
    await inTransaction(pool, async (batch) => {
      await batch.query(`update projection_checkpoint set caught_up = true where name = 'case_list'`);
      starting = start();
      await until(async () => {
        const { rows } = await pool.query('select count(*)::int as waiting from pg_locks where not granted');
        return rows[0].waiting > 0;
      }, PATIENCE_MS);
      await batch.query(`delete from ${TABLE}`);
    });
    await starting;
    await log.close();
    await db.drop();
  });
});

describe('a process that starts on an older log than that of its views', () => {
  it('says so before it is ready', async () => {
    const db = await createTestDatabase();
    const { pool } = db.database;
    const log = await openLog({}, db.database);
    const positions = new ViewPositions(pool, PROJECTIONS);
    const views = new Projections(PROJECTIONS, db.database, log.store, log.feed, positions, () => undefined);
    await views.prepare();
    expect((await views.status()).map(({ failure }) => failure)).toEqual(PROJECTIONS.map(() => null));
    await pool.query(
      `update projection_checkpoint set position = $1, event_id = $2, caught_up = true where name = 'case_list'`,
      [(await log.feed.end()).replace(/.$/, '9'), randomUUID()],
    );
    await views.prepare();
    expect((await views.status()).filter(({ failure }) => failure !== null)).toEqual([
      expect.objectContaining({ name: 'case_list', failure: expect.stringContaining('rebuild the view') }),
    ]);
    await log.close();
    await db.drop();
  });
});

describe('a transaction whose connection breaks', () => {
  it('fails alone', async () => {
    const { database, drop } = await createTestDatabase();
    const broken = inTransaction(database.pool, async (client) => {
      const { rows } = await client.query('select pg_backend_pid() as pid');
      await database.pool.query('select pg_terminate_backend($1)', [rows[0].pid]);
      // Nothing is asked while it breaks.
      await sleep(100);
      await client.query('select 1');
    });
    await expect(broken).rejects.toThrow('not queryable');
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await drop();
  });
});
