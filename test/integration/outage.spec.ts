import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import pg from 'pg';
import type { Grant } from '../../src/kernel/grant.js';
import { REPORT } from '../support/report.js';
import { type Answer, type Body, Caller } from '../support/running-app.js';
import { ADMINISTRATOR, runToEnd, Service } from '../support/service.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { Way } from './outage.way.js';

/** Every outage lasts some seconds, and other tests run beside it. */
jest.setTimeout(180_000);

const PASSWORD = 'kata-sandi-panjang';
const GRANT: Grant = { role: 'SECRETARIAT', area: '33' };
/** What a refusal says while PostgreSQL is away. */
const UNAVAILABLE = { status: 503, type: 'application/problem+json', code: 'unavailable', retryAfter: '5' };

/** A command with its key, as a client keeps it until an answer comes. */
interface Attempt {
  readonly path: string;
  readonly body: Body;
  readonly key: string;
  readonly ifMatch?: number;
}

/** `description`: by which the command is told from those that the service gives itself. */
function recording(description?: string): Attempt {
  return { path: '/v1/cases', body: { ...REPORT, description }, key: randomUUID() };
}

function acting(caseId: unknown, action: string, body: Body, ifMatch?: number): Attempt {
  return { path: `/v1/cases/${caseId}/${action}`, body, key: randomUUID(), ifMatch };
}

function send(caller: Caller, { path, body, key, ifMatch }: Attempt): Promise<Answer> {
  return caller.post(path, body, { key, ifMatch });
}

/** All of an answer that a repeated command gives again. */
function kept({ status, headers, body }: Answer): Body {
  const { etag, location, 'kondusif-position': position } = Object.fromEntries(headers);
  return { status, body, etag, location, position };
}

function refusal({ status, headers, body }: Answer): Body {
  return {
    status,
    type: headers.get('content-type'),
    code: body.code,
    retryAfter: headers.get('retry-after'),
  };
}

/** Asks again where it was told to, as a client does. */
async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503) return answer;
    await sleep(Number(answer.headers.get('retry-after')) * 1_000);
  }
}

async function signIn(service: Service): Promise<Caller> {
  const nobody = new Caller(service.url);
  const enter = async (username: string, password: string) => {
    const { body } = await nobody.post('/v1/sessions', { username, password, token: true }, { key: null });
    return new Caller(service.url, body.person.id, body.token);
  };
  const admin = await enter(ADMINISTRATOR.username, ADMINISTRATOR.password);
  await admin.post('/v1/people', {
    username: 'kesbang',
    name: 'Orang Uji',
    password: PASSWORD,
    grants: [GRANT],
  });
  return enter('kesbang', PASSWORD);
}

/** The serials that stand in the log, one for each recorded case. */
async function serials(url: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ serial: number }>(
      `select (data::json ->> 'serial')::int as serial from es_event where type = 'CaseRecorded' order by pos`,
    );
    return rows.map(({ serial }) => serial);
  } finally {
    await client.end();
  }
}

/** A file of so many rows, as a secretariat keeps it. */
function spreadsheet(rows: number): string {
  const header = 'No;Tanggal Kejadian;Kabupaten/Kota;Kategori;Sub Kategori;Uraian Kejadian;Sumber';
  const lines = Array.from(
    { length: rows },
    (_, n) => `${n + 1};17/10/2024;Kota Semarang;APK_PLACEMENT;TREE_NAILED;Spanduk dipaku di pohon.;TEMUAN`,
  );
  return [header, ...lines].join('\n');
}

function serialOf({ body }: Answer): number {
  return Number(String(body.number).split('-')[1]);
}

describe('a service on the embedded server', () => {
  let service: Service;
  let kesbang: Caller;

  beforeAll(async () => {
    service = await Service.start();
    kesbang = await signIn(service);
  });

  afterAll(() => service.remove());

  function postmaster(): number {
    return Number.parseInt(readFileSync(join(service.dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
  }

  async function expectViewsToFollow(after: Answer): Promise<void> {
    const list = await kesbang.get(`/v1/cases?limit=1&after=${after.headers.get('kondusif-position')}`);
    expect(list.headers.get('kondusif-stale')).toBeNull();
    expect(list.body.total).toBe((await serials(service.databaseUrl)).length);
    const verify = await runToEnd(['cli', 'verify'], { dataDir: service.dataDir });
    expect(verify).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(' 0 differences.\n') });
  }

  it('answers 503 while the server is away, and is as before by itself when it is back', async () => {
    const known = await send(kesbang, recording());
    const commands = [recording(), acting(known.body.id, 'notes', { text: 'Dicoba lagi.' })];
    // A server refuses a directory that all may write to, so it does not come back before that is mended.
    const cluster = join(service.dataDir, 'postgres');
    chmodSync(cluster, 0o777);
    process.kill(postmaster(), 'SIGKILL');
    while ((await kesbang.get('/health/ready')).status !== 503) await sleep(5);

    let asked = 0;
    for (const began = Date.now(); Date.now() - began < 10_000; asked++) {
      const ready = await kesbang.get('/health/ready');
      expect(refusal(ready)).toEqual({ ...UNAVAILABLE, code: 'not_ready', retryAfter: '1' });
      expect(ready.body.missing).toEqual(expect.arrayContaining(['postgres', 'views']));
      expect((await kesbang.get('/health/live')).status).toBe(200);
      const paths = ['/v1/cases', `/v1/cases/${known.body.id}`, '/v1/areas?q=semarang'];
      const answers = await Promise.all([
        ...paths.map((path) => kesbang.get(path)),
        ...commands.map((command) => send(kesbang, command)),
        kesbang.post('/v1/sessions', { username: 'kesbang', password: PASSWORD }, { key: null }),
      ]);
      for (const answer of answers) expect(refusal(answer)).toEqual(UNAVAILABLE);
      await sleep(200);
    }
    chmodSync(cluster, 0o700);
    await service.untilReady();

    const [recorded, noted] = (await Promise.all(commands.map((command) => send(kesbang, command)))) as [
      Answer,
      Answer,
    ];
    expect([recorded.status, noted.status]).toEqual([201, 200]);
    for (const [index, first] of [recorded, noted].entries()) {
      expect(kept(await send(kesbang, commands[index] as Attempt))).toEqual(kept(first));
    }
    const timeline = await kesbang.get(`/v1/cases/${known.body.id}/timeline`);
    expect(timeline.body.items.filter(({ type }: Body) => type === 'NoteAdded')).toHaveLength(1);
    expect(new Set(await serials(service.databaseUrl)).size).toBe(2);
    await expectViewsToFollow(noted);
    process.stdout.write(`outage: 10 s without PostgreSQL, asked ${asked} times 8 requests, each answered\n`);
  });

  it('gives up commands that a frozen server does not answer, and takes them up again when it thaws', async () => {
    const known = await send(kesbang, recording());
    const commands = [recording(), acting(known.body.id, 'notes', { text: 'Beku.' })];
    const frozen = serverProcesses(postmaster());
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    try {
      expect((await kesbang.get('/health/live')).status).toBe(200);
      expect(refusal(await kesbang.get('/health/ready'))).toMatchObject({ status: 503, code: 'not_ready' });
      const answers = await Promise.all(commands.map((command) => send(kesbang, command)));
      for (const answer of answers) expect(refusal(answer)).toEqual(UNAVAILABLE);
    } finally {
      for (const pid of frozen.reverse()) process.kill(pid, 'SIGCONT');
    }
    await service.untilReady();
    const before = await serials(service.databaseUrl);
    const again = await Promise.all(commands.map((command) => send(kesbang, command)));
    expect(again.map(({ status }) => status)).toEqual([201, 200]);
    const after = await serials(service.databaseUrl);
    expect(new Set(after).size).toBe(after.length);
    expect(after.length - before.length).toBeLessThanOrEqual(1);
    expect(after.filter((serial) => serial === serialOf(again[0] as Answer))).toHaveLength(1);
    await expectViewsToFollow(again[1] as Answer);
  });

  it('repeats a lost answer after a restart: body, number, ETag and position', async () => {
    const logging = recording();
    const logged = await send(kesbang, logging);
    const { id, revision } = logged.body;
    const attempts = [
      logging,
      acting(id, 'notes', { text: 'Sebelum mati.' }),
      // The first try makes its own If-Match stale.
      acting(id, 'verification', { outcome: 'VERIFIED' }, Number(revision)),
    ];
    const first = [logged];
    for (const attempt of attempts.slice(1)) first.push(await send(kesbang, attempt));
    expect(first.map(({ status }) => status)).toEqual([201, 200, 200]);

    await service.kill();
    service = await Service.start({ dataDir: service.dataDir });
    kesbang = new Caller(service.url, kesbang.id, kesbang.token);
    for (const [index, attempt] of attempts.entries()) {
      const answers = await Promise.all([send(kesbang, attempt), send(kesbang, attempt)]);
      expect(answers.map(kept)).toEqual([kept(first[index] as Answer), kept(first[index] as Answer)]);
    }
  });
});

describe('a service whose way to PostgreSQL breaks', () => {
  let db: TestDatabase;
  let way: Way;
  let service: Service;
  let kesbang: Caller;

  beforeAll(async () => {
    db = await createTestDatabase();
    way = await Way.to(db.url);
    service = await Service.start({ env: { DATABASE_URL: way.url } });
    kesbang = await signIn(service);
  });

  afterAll(async () => {
    await service.remove();
    way.end();
    await db.drop();
  });

  it('finds out by itself that what it was not told is recorded', async () => {
    const known = await send(kesbang, recording());
    const unheard = 'Tak terdengar.';
    for (const attempt of [acting(known.body.id, 'notes', { text: unheard }), recording(unheard)]) {
      const lost = way.loseAnswerTo('es_append', unheard);
      const answer = await send(kesbang, attempt);
      await lost;
      expect([200, 201]).toContain(answer.status);
      expect(kept(await send(kesbang, attempt))).toEqual(kept(answer));
    }
    const all = await serials(db.url);
    expect(all).toHaveLength(2);
    const timeline = await kesbang.get(`/v1/cases/${known.body.id}/timeline`);
    expect(timeline.body.items.filter(({ type }: Body) => type === 'NoteAdded')).toHaveLength(1);
  });

  it('answers 503 where it cannot find out, and the retry finds what was recorded', async () => {
    const before = await serials(db.url);
    const description = 'Jalan putus sebelum jawaban sampai.';
    const attempt = recording(description);
    const lost = way.loseAnswerTo('es_append', description).then(() => way.close());
    const refused = await send(kesbang, attempt);
    await lost;
    expect(refusal(refused)).toEqual(UNAVAILABLE);
    const [serial, ...others] = (await serials(db.url)).slice(before.length);
    expect(others).toEqual([]);

    way.open();
    await service.untilReady();
    const found = await send(kesbang, attempt);
    expect({ status: found.status, serial: serialOf(found) }).toEqual({ status: 201, serial });
    const next = await send(kesbang, recording());
    const all = await serials(db.url);
    expect(all).toEqual([...before, serial, serialOf(next)]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('goes on with a spreadsheet when the way is there again', async () => {
    const before = await serials(db.url);
    const rows = 600;
    const importing = kesbang.post('/v1/imports/cases?source=putus', spreadsheet(rows), { key: null });
    while ((await serials(db.url)).length < before.length + 50) await sleep(5);
    way.close();
    await sleep(1_500);
    way.open();
    const { status, body } = await importing;
    expect({ status, recorded: body.recorded + body.alreadyRecorded }).toEqual({
      status: 200,
      recorded: rows,
    });
    const all = await serials(db.url);
    expect(all).toHaveLength(before.length + rows);
    expect(new Set(all).size).toBe(all.length);
  });

  it('feeds its views again after connections that went dead without a word', async () => {
    way.goSilent();
    expect((await kesbang.get('/health/ready')).status).toBe(503);
    const attempt = recording();
    expect(refusal(await send(kesbang, attempt))).toEqual(UNAVAILABLE);
    way.open();
    await service.untilReady();
    // A dead connection that lay idle is found out by whoever is given it next.
    const recorded = await patiently(() => send(kesbang, attempt));
    const after = recorded.headers.get('kondusif-position');
    const read = () => patiently(() => kesbang.get(`/v1/cases?limit=1&after=${after}`));
    let list = await read();
    while (list.headers.get('kondusif-stale') !== null) list = await read();
    expect(list.body.total).toBe((await serials(db.url)).length);
  });
});

/** The server and the processes that work for it. */
function serverProcesses(postmaster: number): number[] {
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' });
  return [postmaster, ...children.trim().split(/\s+/).map(Number)];
}
