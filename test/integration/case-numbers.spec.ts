import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { caseList } from '../../src/case/views/case-list/case-list.projection.js';
import { tableOf } from '../../src/projection/projection.js';
import { REPORT } from '../support/report.js';
import { type Answer, type Body, Caller, type RunningApp, startApp } from '../support/running-app.js';

const TABLE = tableOf(caseList);

/** One process that feeds the views and never logs a case, and others beside it that are started and stopped. */
describe('case numbers', () => {
  let app: RunningApp;
  let operator: Caller;
  let connection: pg.Client;

  beforeEach(async () => {
    app = await startApp();
    operator = await app.person({ role: 'SECRETARIAT', area: '33' });
    connection = new pg.Client({ connectionString: app.db.url });
    await connection.connect();
  });

  afterEach(async () => {
    await connection.end();
    await app.close();
  });

  async function start(): Promise<{
    log(report?: Body, key?: string): Promise<Answer>;
    stop(): Promise<void>;
  }> {
    const { url, close } = await app.second();
    const caller = new Caller(url, operator.id, operator.token);
    return {
      log: (report = {}, key = undefined) =>
        caller.post('/v1/cases', { ...REPORT, ...report }, key === undefined ? {} : { key }),
      stop: close,
    };
  }

  async function viewed({ headers }: Answer): Promise<void> {
    const list = await operator.get(`/v1/cases?limit=1&after=${headers.get('kondusif-position')}`);
    expect(list.headers.get('kondusif-stale')).toBeNull();
  }

  it('go on from the highest in the log where the counter is lost', async () => {
    const first = await start();
    await first.log();
    const second = await first.log();
    expect(serialOf(second)).toBe(2);
    await first.stop();
    await connection.query('delete from case_number');
    const restarted = await start();
    expect(serialOf(await restarted.log())).toBe(3);
    await restarted.stop();
  });

  it('go on from the highest in the log where the counter is an old copy', async () => {
    const first = await start();
    for (let n = 1; n <= 3; n++) await first.log();
    await first.stop();
    await connection.query('update case_number set next = 2');
    const restarted = await start();
    expect(serialOf(await restarted.log())).toBe(4);
    await restarted.stop();
  });

  it('leave a gap at a restart, and nothing else', async () => {
    const first = await start();
    await first.log();
    await first.stop();
    const restarted = await start();
    expect(serialOf(await restarted.log())).toBe(51);
    await restarted.stop();
  });

  it('differ when two processes give them at the same time', async () => {
    const processes = [await start(), await start()];
    const answers = await Promise.all(
      processes.flatMap(({ log }) => Array.from({ length: 70 }, () => log())),
    );
    const serials = answers.map(serialOf);
    expect(new Set(serials).size).toBe(140);
    expect(Math.max(...serials)).toBeLessThanOrEqual(200);
    for (const { stop } of processes) await stop();
  });

  it('that are on their way to the log are not given again when the counter is lost under a running process', async () => {
    const process = await start();
    await process.log();
    await connection.query('delete from case_number');
    const answers = await Promise.all(Array.from({ length: 120 }, () => process.log()));
    expect(new Set(answers.map(serialOf)).size).toBe(120);
    await process.stop();
  });

  it('are not given while the view has not reached the end of the log', async () => {
    const before = await start();
    const behind = await start();
    await viewed(await before.log());
    // Nobody can move the view now.
    await connection.query('begin');
    await connection.query(`select 1 from projection_checkpoint where name = 'case_list' for update`);
    expect(serialOf(await before.log())).toBe(2);
    await app.db.database.pool.query('delete from case_number');

    const key = crypto.randomUUID();
    const refused = await behind.log({}, key);
    expect(refused).toMatchObject({ status: 503, body: { code: 'starting' } });
    expect(refused.headers.get('retry-after')).toBe('1');

    const waiting = behind.log({}, key);
    const early = await Promise.race([waiting, sleep(300)]);
    await connection.query('rollback');
    expect(early).toBeUndefined();
    expect(serialOf(await waiting)).toBe(3);
    await before.stop();
    await behind.stop();
  });

  it('of cases that the view could not read are not given again', async () => {
    const first = await start();
    await viewed(await first.log());
    await connection.query(
      `alter table ${TABLE} add constraint poison check (place is distinct from 'racun')`,
    );
    const poisoned = await first.log({ place: 'racun' });
    expect(serialOf(poisoned)).toBe(2);
    await viewed(poisoned);
    const parked = await connection.query<{ stream: string; type: string }>(
      'select stream, type from projection_parked',
    );
    expect(parked.rows).toEqual([{ stream: `case-${poisoned.body.id}`, type: 'CaseRecorded' }]);
    await first.stop();

    await connection.query('delete from case_number');
    const restarted = await start();
    expect(serialOf(await restarted.log())).toBe(3);
    await restarted.stop();
  });
});

function serialOf({ status, body }: Answer): number {
  expect(status).toBe(201);
  return Number(String(body.number).split('-')[1]);
}
