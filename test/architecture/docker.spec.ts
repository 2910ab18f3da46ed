import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { readConfig, VARIABLE_NAMES } from '../../src/config/config.js';
import { type ComposeFile, type ComposeService, faultsOf } from './compose-faults.js';

const COMPOSE_FILES = ['docker/compose.yaml', 'docker/compose.cluster.yaml'];
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

function composeFile(path: string): ComposeFile {
  return load(readFileSync(path, 'utf8'), { schema: SCHEMA }) as ComposeFile;
}

/** Lines of the Dockerfile without comments, continued ones joined. */
function instructions(): string[] {
  const text = readFileSync('docker/Dockerfile', 'utf8').replace(/\\\n\s*/g, '');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('the compose files', () => {
  it.each(COMPOSE_FILES)('give every container what it needs and nothing more: %s', (path) => {
    expect(faultsOf(composeFile(path), VARIABLE_NAMES)).toEqual([]);
  });

  it.each(COMPOSE_FILES)('ask the operator only for variables that the configuration knows: %s', (path) => {
    const asked = [...readFileSync(path, 'utf8').matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name]) => name);
    expect(asked.filter((name) => name === undefined || !VARIABLE_NAMES.has(name))).toEqual([]);
  });

  it.each(COMPOSE_FILES)('let the service stop in order before it is killed: %s', (path) => {
    const own = Object.values(composeFile(path).services).filter(({ build }) => build !== undefined);
    expect(own.length).toBeGreaterThan(0);
    for (const service of own) expect(service).toMatchObject({ stop_grace_period: '30s', init: true });
  });

  it.each<[string, Partial<ComposeService>, string]>([
    ['root', { user: '0:0' }, 'app runs as root'],
    ['root by default', { user: undefined }, 'app runs as root'],
    ['a root by name', { user: 'root' }, 'app runs as root'],
    ['a writable root', { read_only: false }, 'app may write its root'],
    ['capabilities', { cap_drop: [] }, 'app keeps capabilities'],
    ['a port for everybody', { ports: ['3000:3000'] }, 'app publishes 3000:3000 beyond this machine'],
    [
      'a port for everybody in full',
      { ports: ['0.0.0.0:3000:3000'] },
      'app publishes 0.0.0.0:3000:3000 beyond this machine',
    ],
    [
      'a stray variable',
      { environment: { DATABSE_URL: 'x' } },
      'app sets DATABSE_URL, which the configuration does not know',
    ],
    [
      'a password in clear',
      { environment: { KONDUSIF_ADMIN_PASSWORD: 'sebuah kata sandi' } },
      'app shows the secret KONDUSIF_ADMIN_PASSWORD',
    ],
    [
      'a password in a URL',
      { environment: { DATABASE_URL: 'postgres://kondusif:rahasia@postgres:5432/kondusif' } },
      'app shows the secret DATABASE_URL',
    ],
    [
      'a password in a program',
      { entrypoint: ['sh', '-c', 'X_PASSWORD=rahasia exec x'] },
      'app shows a password',
    ],
    [
      'a secret it does not get',
      { environment: { DATABASE_URL_FILE: '/run/secrets/database_url' } },
      'app is not given the secret of DATABASE_URL_FILE',
    ],
    ['a secret nobody declared', { secrets: ['other'] }, 'app uses the secret other, which is not declared'],
    [
      'an image that changes',
      { build: undefined, image: 'postgres:latest' },
      'app has an image of no fixed version',
    ],
    ['a volume nobody declared', { volumes: ['data:/data'] }, 'app refers to data, which is not there'],
    ['no health check', { healthcheck: undefined }, 'app has no health check'],
  ])('are refused with %s', (_what, broken, fault) => {
    const good = {
      ...composeFile('docker/compose.yaml').services.app,
      environment: {},
      depends_on: {},
      networks: [],
      secrets: [],
    };
    expect(faultsOf({ services: { app: good } }, VARIABLE_NAMES)).toEqual([]);
    expect(faultsOf({ services: { app: { ...good, ...broken } } }, VARIABLE_NAMES)).toContain(fault);
  });
});

describe('the secrets', () => {
  const directory = mkdtempSync(join(tmpdir(), 'kondusif-docker-'));
  const make = () =>
    execFileSync('docker/make-secrets.sh', [directory], { stdio: ['ignore', 'ignore', 'ignore'] });

  beforeAll(make);
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each(COMPOSE_FILES)('are made for everything that is handed out, once: %s', (path) => {
    const names = Object.keys(composeFile(path).secrets ?? {}).filter((name) => name !== 'proxy.pem');
    const before = names.map((name) => readFileSync(join(directory, name), 'utf8'));
    make();
    expect(names.map((name) => readFileSync(join(directory, name), 'utf8'))).toEqual(before);
    expect(before.every((text) => text.length >= 40)).toBe(true);
    expect(statSync(directory).mode & 0o077).toBe(0);
  });

  it('are what the configuration reads', () => {
    const { environment = {} } = composeFile('docker/compose.yaml').services.app ?? {};
    const files = Object.entries(environment)
      .filter(([name]) => name.endsWith('_FILE'))
      .map(([name, path]) => [name, String(path).replace('/run/secrets', directory)]);
    expect(readConfig(Object.fromEntries(files))).toMatchObject({
      databaseAddress: { host: 'postgres', port: 5432, database: 'kondusif' },
      adminPassword: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
  });

  it('stay out of the image and out of the repository', () => {
    const [first, ...allowed] = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(first).toBe('*');
    expect(allowed.filter((line) => /secret|^!docker\/?$|\*\*?$/.test(line))).toEqual([]);
    expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain('/docker/secrets/');
  });
});

describe('the image', () => {
  it('stands on a fixed Node.js that the package allows, and installs what the lockfile says without scripts', () => {
    const [, major, minor] = /^ARG NODE=node:(\d+)\.(\d+)\.\d+-/m.exec(instructions().join('\n')) ?? [];
    expect(Number(major) * 1000 + Number(minor)).toBeGreaterThanOrEqual(20_019);
    const stages = instructions().filter((line) => line.startsWith('FROM '));
    expect(stages).toHaveLength(2);
    for (const stage of stages) expect(stage).toMatch(/^FROM \$\{NODE\}( AS build)?$/);
    expect(instructions().join('\n')).toContain('RUN npm ci --omit=dev --ignore-scripts');
  });

  it('runs as nobody in particular, with Node.js itself to get the signals and to ask how it is', () => {
    const last = (name: string) => instructions().findLast((line) => line.startsWith(`${name} `));
    expect(last('USER')).toMatch(/^USER [1-9]\d*:[1-9]\d*$/);
    expect(last('ENTRYPOINT')).toBe('ENTRYPOINT ["node", "--import", "/app/docker/early-signals.js"]');
    expect(last('CMD')).toBe('CMD ["dist/main.js"]');
    expect(last('HEALTHCHECK')).toMatch(/CMD \["node", "docker\/healthcheck\.js", "live"\]$/);
    expect(last('USER')).toContain(String(composeFile('docker/compose.yaml').services.app?.user));
  });

  it('sets no variable that the configuration does not know, and holds no secret', () => {
    const set = instructions()
      .filter((line) => line.startsWith('ENV '))
      .flatMap((line) => [...line.matchAll(/(\w+)=/g)].map(([, name]) => name ?? ''));
    expect(set.filter((name) => !VARIABLE_NAMES.has(name))).toEqual([]);
    expect(instructions().filter((line) => /password|secret|token|credential/i.test(line))).toEqual([]);
  });

  it('copies only what reaches the builder', () => {
    const allowed = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = instructions()
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1));
    const arrives = (path: string) => allowed.some((entry) => entry === path || entry.startsWith(`${path}/`));
    expect(copied.filter((path) => !arrives(path))).toEqual([]);
  });
});

describe('the health check of the image', () => {
  let server: Server;
  let status = 200;
  const asked: string[] = [];

  beforeAll(async () => {
    server = createServer(({ url }, response) => {
      asked.push(String(url));
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  async function exitCode(question: string, port: number): Promise<number> {
    const options = { env: { PORT: String(port) } };
    const run = promisify(execFile)(process.execPath, ['docker/healthcheck.js', question], options);
    return run.then(
      () => 0,
      (error: { code: number }) => error.code,
    );
  }

  it.each([
    ['live', 200, 0],
    ['ready', 200, 0],
    ['ready', 503, 1],
  ])('says of %s, answered with %i, %i', async (question, answer, expected) => {
    status = answer;
    expect(await exitCode(question, (server.address() as AddressInfo).port)).toBe(expected);
    expect(asked.at(-1)).toBe(`/health/${question}`);
  });

  it('fails where nobody answers', async () => {
    expect(await exitCode('live', 1)).toBe(1);
  });
});

describe('signals in the image', () => {
  /** What a program started as in the image ends with when it gets SIGTERM: its exit code, or the signal's name. */
  async function endOf(program: string): Promise<unknown> {
    const args = ['--import', './docker/early-signals.js', '--input-type=module', '--eval', program];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const [code, signal] = await once(child, 'exit');
    return code ?? signal;
  }

  it('end a program that does not listen yet, by its own doing, since process 1 has no default', async () => {
    expect(await endOf(`console.log(1); setInterval(() => {}, 1000);`)).toBe(128 + 15);
  });

  it('are left to a program that listens', async () => {
    const listening = `process.on('SIGTERM', () => setTimeout(() => process.exit(7), 20));`;
    expect(await endOf(`${listening} console.log(1); setInterval(() => {}, 1000);`)).toBe(7);
  });
});
