import { randomBytes, randomUUID } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  createReadStream,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import pg from 'pg';
import { openLog } from '../../src/app-log.js';
import { KEPT } from '../../src/backup/kept-tables.js';
import { type BackedUpTable, type Manifest, sha256 } from '../../src/backup/manifest.js';
import { readBackup } from '../../src/backup/read-backup.js';
import { restoreBackup } from '../../src/backup/restore-backup.js';
import { takeBackup } from '../../src/backup/take-backup.js';
import { StartError } from '../../src/config/start-error.js';
import { copyIn } from '../../src/database/copy-in.js';
import { Database } from '../../src/database/database.js';
import { EmptyDatabase } from '../../src/database/empty-database.js';
import { migrations } from '../../src/database/migrations.js';
import { newEvent, opening, stored } from '../contract/samples.js';
import { REPORT } from '../support/report.js';
import { type Answer, type Body, Caller } from '../support/running-app.js';
import {
  ADMINISTRATOR,
  type Ended,
  removeDataDirectory,
  runToEnd,
  Service,
  throwAwayDirectory,
} from '../support/service.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

/** Every command is a process of its own, and other tests run beside it. */
jest.setTimeout(120_000);
const PATIENCE_MS = 30_000;

const SERVER = process.env.KONDUSIF_TEST_SERVER ?? '';
const SECRETARY = { username: 'kesbangpol', name: 'Kesbangpol', password: 'kata sandi kesbangpol' };

describe('a backup that is taken beside writers', () => {
  const folder = join(throwAwayDirectory(), 'deep', 'backup');
  const restored = throwAwayDirectory();
  const answered: { key: string; body: Body; answer: Answer }[] = [];
  let service: Service;
  let secretary: Caller;
  let before: number;
  let taken: Ended;

  beforeAll(async () => {
    service = await Service.start();
    const admin = await signIn(service.url, ADMINISTRATOR);
    const grants = [{ role: 'SECRETARIAT', area: '33.74' }];
    expect((await admin.post('/v1/people', { ...SECRETARY, grants })).status).toBe(201);
    secretary = await signIn(service.url, SECRETARY);
    for (let n = 0; n < 20; n++) await record();
    before = answered.length;
    let writing = true;
    const writers = Array.from({ length: 4 }, async () => {
      for (; writing; await sleep(10)) await record();
    });
    taken = await cli(service.dataDir, 'backup', folder);
    writing = false;
    await Promise.all(writers);
  });

  afterAll(async () => {
    await service.kill();
    await removeDataDirectory(service.dataDir);
    await removeDataDirectory(restored);
    rmSync(folder, { recursive: true, force: true });
  });

  async function record(): Promise<void> {
    const key = randomUUID();
    // Of today: no clock of it runs out while it is looked at.
    const occurredAt = new Date(Date.now() - 3_600_000).toISOString();
    const body = { ...REPORT, occurredAt, place: `Jalan ${answered.length}\n\\N\tujung` };
    const answer = await secretary.post('/v1/cases', body, { key });
    expect(answer.status).toBe(201);
    answered.push({ key, body, answer });
  }

  it('says what it holds, keeps it from others, and can be checked without Kondusif', () => {
    expect(taken).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('password hashes') });
    const { log, tables } = manifestOf(folder);
    expect(taken.stdout).toContain(`${folder} holds log ${log.id} with ${log.events} events, as of `);
    expect(taken.stdout).not.toContain('Not in the backup');
    expect(tables.map(({ name }) => name)).toEqual(KEPT.map(({ name }) => name));
    expect(tables.find(({ name }) => name === 'es_event')?.rows).toBe(log.events);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const file of ['manifest.json', 'SHA256SUMS', ...tables.map((table) => table.file)]) {
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    }
    for (const line of readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n')) {
      const [sum, file] = line.split('  ') as [string, string];
      expect(sha256(readFileSync(join(folder, file)))).toBe(sum);
    }
    process.stdout.write(
      `backup: ${log.events} events, ${answered.length - before} cases written beside it\n`,
    );
    expect(answered.length).toBeGreaterThan(before);
  });

  it('is not taken over something that exists', async () => {
    const again = await cli(service.dataDir, 'backup', folder);
    expect(again).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `${folder} exists already: name a place where nothing is.\n`,
    });
  });

  it('is not put where something is', async () => {
    const beside = await cli(service.dataDir, 'restore', folder);
    expect(beside).toMatchObject({ exitCode: 1, stdout: '' });
    expect(beside.stderr).toBe(
      `${service.dataDir} is not empty: a backup is restored into an empty place only. Name a new data directory with KONDUSIF_DATA_DIR, or an empty database with DATABASE_URL. Nothing was changed.\n`,
    );
  });

  it('is not put anywhere when it is damaged', async () => {
    const nowhere = join(throwAwayDirectory(), 'data');
    const broken = copyOf(folder);
    truncateSync(join(broken, 'es_event.copy'), 1_000);
    const refused = await cli(nowhere, 'restore', broken);
    expect(refused).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `es_event.copy in ${broken} is missing or not as it was written: use another backup. Nothing was changed.\n`,
    });
    expect(existsSync(nowhere)).toBe(false);
  });

  it('is put into an empty place, where the views build themselves', async () => {
    const put = await cli(restored, 'restore', folder);
    const { log } = manifestOf(folder);
    expect(put).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`Restored log ${log.id} with ${log.events} events`),
    });
    await service.stop();
    service = await Service.start({ dataDir: restored });
    const { exitCode, stdout } = await cli(restored, 'verify');
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(new RegExp(`^${log.events} events, \\d+ views, 0 differences.$`, 'm')),
    });
  });

  it('lets people in with their passwords, and with nothing that they had before', async () => {
    expect((await new Caller(service.url, secretary.id, secretary.token).get('/v1/me')).status).toBe(401);
    secretary = await signIn(service.url, SECRETARY);
    await signIn(service.url, ADMINISTRATOR);
  });

  it('gives repeated commands their first answer', async () => {
    for (const { key, body, answer } of answered.slice(0, before)) {
      const again = await secretary.post('/v1/cases', body, { key });
      expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: answer.body });
    }
  });

  it('gives no number twice', async () => {
    const { body } = await secretary.get('/v1/cases?limit=200');
    const numbers = (body.items as { number: string }[]).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    const { status, body: next } = await secretary.post('/v1/cases', REPORT);
    expect(status).toBe(201);
    expect([...numbers].sort().at(-1)?.localeCompare(next.number)).toBe(-1);
  });

  it('is noticed where only its log was put below newer views, and mended by building them again', async () => {
    const { log, tables } = manifestOf(folder);
    const columns = tables.find(({ name }) => name === 'es_event')?.columns.join(', ');
    const client = new pg.Client({ connectionString: service.databaseUrl });
    // The service's connections, on which it is noticed, end with the log that they read.
    client.on('error', () => undefined);
    await client.connect();
    await client.query('begin; alter table es_event disable trigger user; delete from es_event');
    const rows = createReadStream(join(folder, 'es_event.copy'));
    expect(await copyIn(client, `copy es_event (${columns}) from stdin`, rows)).toBe(log.events);
    await client.query('alter table es_event enable trigger user; commit');
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kondusif-listen'`,
    );
    const health = () => new Caller(service.url).get('/health/ready');
    const failures = async () => {
      const { views } = (await health()).body.checks.views;
      return Object.values(views as Record<string, { failure: string | null }>).map(({ failure }) => failure);
    };
    await until(async () => (await failures()).some((failure) => failure !== null), PATIENCE_MS);
    expect(await failures()).toContain('The log is older than this view, or another log: rebuild the view.');
    expect(await health()).toMatchObject({ status: 503 });
    await client.end();

    const rebuilt = await cli(restored, 'rebuild', 'all');
    expect(rebuilt).toMatchObject({ exitCode: 0 });
    expect(rebuilt.stdout).toContain(`case_list is built again from ${log.events} events.`);
    await until(async () => (await health()).status === 200, PATIENCE_MS);
    const { stdout } = await cli(restored, 'verify');
    expect(stdout).toMatch(new RegExp(`^${log.events} events, \\d+ views, 0 differences.$`, 'm'));
  });

  it('knows the whole text of what was recorded', async () => {
    const [first] = answered;
    const { body } = await secretary.get(`/v1/cases/${first?.answer.body.id}`);
    expect(body.place ?? body.report?.place).toBe(first?.body.place);
  });
});

describe('what a backup is made of', () => {
  const made: string[] = [];
  let source: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    source = await createTestDatabase();
    const log = await openLog({}, source.database);
    for (const text of ['biasa', 'a\n\\N\tb\\.\n\\.\n', '"\u00e9\u{1f5f3}\u2028 \r\b', 'x'.repeat(200_000)]) {
      await stored(log.store, opening([newEvent({ data: { text } })]));
    }
    await log.close();
    folder = join(throwAwayDirectory(), 'backup');
    await takeBackup(source.url, folder);
  });

  afterAll(async () => {
    await source.drop();
    for (const name of made) await asAdministrator(`drop database ${name} with (force)`);
    rmSync(folder, { recursive: true });
  });

  async function emptyDatabase(): Promise<string> {
    const name = `empty_${randomBytes(6).toString('hex')}`;
    await asAdministrator(`create database ${name}`);
    made.push(name);
    return `${SERVER}/${name}`;
  }

  it.each<[string, (path: string) => void]>([
    ['a byte is changed', (path) => overwrite(path, 'es_event.copy', 40)],
    ['a table is cut short', (path) => truncateSync(join(path, 'es_event.copy'), 100)],
    ['something was added to a table', (path) => appendFileSync(join(path, 'person.copy'), 'x\n')],
    ['a table is missing', (path) => rmSync(join(path, 'installation.copy'))],
    ['the manifest is changed', (path) => overwrite(path, 'manifest.json', 60)],
    ['the manifest is missing', (path) => rmSync(join(path, 'manifest.json'))],
    ['the sums are missing', (path) => rmSync(join(path, 'SHA256SUMS'))],
    ['there is no such folder', (path) => rmSync(path, { recursive: true })],
    [
      'it is a file',
      (path) => {
        rmSync(path, { recursive: true });
        writeFileSync(path, 'no folder');
      },
    ],
  ])('is refused where %s', async (_, damage) => {
    const copy = copyOf(folder);
    damage(copy);
    await expect(readBackup(copy)).rejects.toThrow(StartError);
  });

  it('is refused by a version that is older than the backup', async () => {
    const copy = copyOf(folder);
    const manifest = manifestOf(copy);
    const text = JSON.stringify({ ...manifest, migrations: [...manifest.migrations, 'later-1700000009999'] });
    writeFileSync(join(copy, 'manifest.json'), text);
    writeFileSync(join(copy, 'SHA256SUMS'), `${sha256(text)}  manifest.json\n`);
    const url = await emptyDatabase();
    await expect(restoreBackup(url, await readBackup(copy), 'here')).rejects.toThrow('newer version');
    expect(await tablesOf(url)).toEqual([]);
  });

  it('is put back whole, every byte of it', async () => {
    const url = await emptyDatabase();
    await restoreBackup(url, await readBackup(folder), 'here');
    const again = join(throwAwayDirectory(), 'backup');
    await takeBackup(url, again);
    const { log, tables, migrations: steps } = manifestOf(folder);
    expect(manifestOf(again)).toMatchObject({ log, tables, migrations: steps });
  });

  it('is put back from an earlier schema, and then brought forward', async () => {
    const old = await emptyDatabase();
    const earlier = await EmptyDatabase.open(old);
    await earlier.build(migrations().slice(0, -1));
    await earlier.commit();
    await earlier.close();
    const place = join(throwAwayDirectory(), 'backup');
    await takeBackup(old, place);
    const url = await emptyDatabase();
    await restoreBackup(url, await readBackup(place), 'here');
    const database = await Database.connect(url);
    expect(await database.migrate()).toEqual([migrations().at(-1)?.name]);
    expect(await database.migrate()).toEqual([]);
    await database.close();
  });

  it('leaves nothing behind where putting it back breaks off', async () => {
    const url = await emptyDatabase();
    const backup = await readBackup(folder);
    const breaking = {
      ...backup,
      async *rowsOf(table: BackedUpTable) {
        yield* backup.rowsOf(table);
        if (table.name === 'es_event') throw new Error('the disk is gone');
      },
    };
    await expect(restoreBackup(url, breaking, 'here')).rejects.toThrow('the disk is gone');
    expect(await tablesOf(url)).toEqual([]);
    await restoreBackup(url, backup, 'here');
    expect(await tablesOf(url)).toContain('es_event');
  });

  it('is put back nowhere else than into nothing', async () => {
    const url = await emptyDatabase();
    await query(url, 'create table mine ()');
    await expect(restoreBackup(url, await readBackup(folder), 'Database x')).rejects.toThrow(
      'Database x is not empty',
    );
    expect(await tablesOf(url)).toEqual(['mine']);
  });

  it('leaves no folder behind where taking it breaks off', async () => {
    const place = join(throwAwayDirectory(), 'backup');
    const broken = takeBackup(source.url, place, () => {
      throw new Error('the disk is full');
    });
    await expect(broken).rejects.toThrow('the disk is full');
    expect([existsSync(place), existsSync(`${place}.partial`)]).toEqual([false, false]);
  });

  it('goes on after a last table that is larger than what waits to be read', async () => {
    const results = JSON.stringify(
      Array.from({ length: 1_000 }, (_, line) => ({ line, outcome: 'recorded' })),
    );
    await query(
      source.url,
      `insert into import_run (id, source, mode, importer, areas, rows, state, results)
       values ('${randomUUID()}', 'besar', 'open', 'x', '{33}', 1000, 'DONE', '${results}')`,
    );
    const { tables } = await takeBackup(source.url, join(throwAwayDirectory(), 'backup'));
    expect(tables.at(-1)).toMatchObject({ name: 'import_run', rows: 1 });
  });

  it('names the tables that it does not know', async () => {
    await query(source.url, 'create table outbox_of_tomorrow (id uuid)');
    const { strangers } = await takeBackup(source.url, join(throwAwayDirectory(), 'backup'));
    expect(strangers).toEqual(['outbox_of_tomorrow']);
  });
});

async function signIn(url: string, { username, password }: Body): Promise<Caller> {
  const { status, body } = await new Caller(url).post(
    '/v1/sessions',
    { username, password, token: true },
    { key: null },
  );
  expect(status).toBe(201);
  return new Caller(url, body.person.id, body.token);
}

function cli(dataDir: string, ...args: string[]): Promise<Ended> {
  return runToEnd(['cli', ...args], { dataDir });
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
}

function copyOf(folder: string): string {
  const copy = join(throwAwayDirectory(), 'copy');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function overwrite(path: string, file: string, at: number): void {
  const bytes = readFileSync(join(path, file));
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(join(path, file), bytes);
}

async function tablesOf(url: string): Promise<string[]> {
  const rows = await query(
    url,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  return rows.map(({ name }) => String(name));
}

async function asAdministrator(sql: string): Promise<void> {
  await query(`${SERVER}/postgres`, sql);
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
