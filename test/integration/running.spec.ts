import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import pg from 'pg';
import { livingProcess } from '../../src/database/living-process.js';
import { removeDataDirectory, runToEnd, Service, throwAwayDirectory } from '../support/service.js';

/** Every step is a process of its own, and other tests run beside it. */
jest.setTimeout(120_000);

const asRoot = process.getuid?.() === 0 ? it : it.skip;

function serverOf(dataDir: string): number {
  return Number.parseInt(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
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

async function statusOf(url: string): Promise<number> {
  return (await fetch(url)).status;
}

/** The sessions of a killed server end a moment after it. */
async function untilNotReady(url: string): Promise<void> {
  while ((await statusOf(`${url}/health/ready`)) !== 503) await sleep(5);
}

describe('a service on the embedded server', () => {
  let service: Service;

  beforeAll(async () => {
    service = await Service.start();
  });

  afterAll(() => service.remove());

  it('says once where it is', () => {
    expect(service.output.match(/is ready at/g)).toHaveLength(1);
  });

  it('keeps the password of its server to its own user', () => {
    const { password } = new URL(service.databaseUrl);
    expect(password).toMatch(/^[\w-]{43}$/);
    expect(service.output).not.toContain(password);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(password);
    for (const file of ['run.json', 'postgres.password']) {
      expect(statSync(join(service.dataDir, file)).mode & 0o777).toBe(0o600);
    }
  });

  it('has a server that is reached from this machine only, and never loses what it acknowledged', async () => {
    const [settings] = await query(
      service.databaseUrl,
      `select current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as socket,
              current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
              current_setting('server_encoding') as encoding`,
    );
    expect(settings).toEqual({
      listen: '127.0.0.1',
      socket: '',
      fsync: 'on',
      commit: 'on',
      encoding: 'UTF8',
    });
  });

  it('has a server that Ctrl-C on the terminal does not reach, so that it can be stopped last', () => {
    const group = execFileSync('ps', ['-o', 'pgid=', '-p', String(serverOf(service.dataDir))], {
      encoding: 'utf8',
    });
    expect(Number(group)).toBe(serverOf(service.dataDir));
  });

  it('refuses a second service on the same data', async () => {
    const second = await runToEnd([], { dataDir: service.dataDir });
    expect(second.exitCode).toBe(1);
    expect(second.stderr).toBe(
      `Another Kondusif (${service.url}) is using ${service.dataDir}: stop it first, or give this one a directory of its own with KONDUSIF_DATA_DIR.\n`,
    );
    expect(await statusOf(`${service.url}/health/ready`)).toBe(200);
  });

  it('lets commands join', async () => {
    const migrate = await runToEnd(['cli', 'migrate'], { dataDir: service.dataDir });
    expect(migrate).toMatchObject({ exitCode: 0, stdout: 'The schema is up to date.\n' });
  });

  it('outlives its server, which comes back by itself on the same address', async () => {
    process.kill(serverOf(service.dataDir), 'SIGKILL');
    expect(await statusOf(`${service.url}/health/live`)).toBe(200);
    await untilNotReady(service.url);
    await service.untilReady();
    expect(await query(service.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('starts again after a SIGKILL, on what was acknowledged, and stops the server that was left behind', async () => {
    await query(service.databaseUrl, 'create table witness as select 42 as answer');
    const orphan = serverOf(service.dataDir);
    await service.kill();
    expect(livingProcess(orphan)).toBeDefined();

    service = await Service.start({ dataDir: service.dataDir });
    expect(livingProcess(orphan)).toBeUndefined();
    expect(await query(service.databaseUrl, 'select answer from witness')).toEqual([{ answer: 42 }]);
  });

  it('stops in order when it is told to, and leaves nothing behind', async () => {
    const server = serverOf(service.dataDir);
    expect(await service.stop()).toBe(0);
    expect(livingProcess(server)).toBeUndefined();
    expect(readdirSync(service.dataDir)).not.toContain('run.json');
    expect(readdirSync(join(service.dataDir, 'postgres'))).not.toContain('postmaster.pid');
  });

  it('lets a command use the data while no service runs', async () => {
    const migrate = await runToEnd(['cli', 'migrate'], { dataDir: service.dataDir });
    expect(migrate).toMatchObject({ exitCode: 0, stdout: 'The schema is up to date.\n' });
  });

  it('tells what to do with the data of another major version, and touches nothing', async () => {
    const version = join(service.dataDir, 'postgres', 'PG_VERSION');
    writeFileSync(version, '17\n');
    const before = readdirSync(join(service.dataDir, 'postgres'));
    const { exitCode, stderr } = await runToEnd([], { dataDir: service.dataDir });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /was written by PostgreSQL 17, and this version of Kondusif brings PostgreSQL 18: make a backup/,
    );
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(readdirSync(join(service.dataDir, 'postgres'))).toEqual(before);
    expect(readFileSync(version, 'utf8')).toBe('17\n');
  });
});

describe('a start', () => {
  const directories: string[] = [];

  function directory(): string {
    const made = throwAwayDirectory();
    directories.push(made);
    return made;
  }

  afterAll(async () => {
    for (const made of directories) rmSync(made, { recursive: true, force: true });
  });

  it('is won by exactly one of two at once, also in a directory that is empty and closed', async () => {
    const dataDir = directory();
    chmodSync(dataDir, 0o700);
    const starts = await Promise.allSettled([Service.start({ dataDir }), Service.start({ dataDir })]);
    const winners = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    const [loser] = starts.flatMap((start) => (start.status === 'rejected' ? [String(start.reason)] : []));
    expect(winners).toHaveLength(1);
    expect(loser).toMatch(/exit code 1.*\n.*is using .*: stop it first/);
    expect(await winners[0]?.stop()).toBe(0);
    await removeDataDirectory(dataDir);
  });

  asRoot('by root says so where the user of the server may not go', async () => {
    const closed = directory();
    const dataDir = join(closed, 'data');
    mkdirSync(dataDir);
    const { exitCode, stderr } = await runToEnd([], { dataDir });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`may not enter ${closed}: choose a data directory elsewhere`);
  });

  it('refuses a directory that holds something else', async () => {
    const dataDir = directory();
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'postgres', 'thesis.txt'), 'mine');
    const { exitCode, stderr } = await runToEnd([], { dataDir });
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('holds no PostgreSQL data'),
    });
  });

  it('with a bad setting names it in one sentence and exits with 2', async () => {
    const { exitCode, stderr } = await runToEnd([], { dataDir: directory(), env: { PORT: 'http' } });
    expect(exitCode).toBe(2);
    expect(stderr).toBe('PORT must be a whole number between 0 and 65535.\n');
  });

  it('on a server that is not there says so, without its password', async () => {
    const env = { DATABASE_URL: 'postgres://someone:hidden@127.0.0.1:1/kondusif' };
    const { exitCode, stderr } = await runToEnd([], { dataDir: directory(), env });
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      'DATABASE_URL (127.0.0.1:1, database kondusif) cannot be used: nothing listens there; start the server or correct the address.\n',
    );
  });

  it('by npm ends in order when npm is told to stop', async () => {
    const dataDir = directory();
    const npm = spawn('npm', ['start'], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', KONDUSIF_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    for await (const line of createInterface(npm.stdout)) {
      if (line.includes('is ready at')) break;
    }
    const server = serverOf(dataDir);
    npm.kill('SIGTERM');
    await once(npm, 'exit');
    expect(livingProcess(server)).toBeUndefined();
    await removeDataDirectory(dataDir);
  });

  it('of an unknown command shows which there are and exits with 2', async () => {
    const { exitCode, stderr } = await runToEnd(['cli', 'destroy'], { dataDir: directory() });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^There is no command "destroy"\.\nUsage:\n/);
    expect(stderr).toContain('npm run cli -- migrate');
  });
});
