import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterOf } from '../../src/database/data-directory.js';
import { endLeftover } from '../../src/database/leftover-server.js';
import { closeLogOf, environmentOf } from './test-log.js';

/** What the first administrator of every service under test signs in with. */
export const ADMINISTRATOR = { username: 'admin', password: 'correct-horse-battery' } as const;

const START = new URL('../../scripts/start.js', import.meta.url).pathname;
const BUILD = new URL('../../scripts/build.js', import.meta.url).pathname;
const DIST = new URL('../../dist/', import.meta.url).pathname;
const PATIENCE_MS = 60_000;

export interface ServiceSettings {
  /** A throw-away directory when absent. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Starts what `build` has built, without a look at whether the sources are newer: for those who start often. */
  readonly built?: boolean;
  /** Another build than this one: its `main.js`. */
  readonly program?: string;
}

/** The health of a service, as far as tests look at it. */
export interface HealthBody {
  readonly missing?: readonly string[];
  readonly checks: { readonly views?: { readonly views: Readonly<Record<string, ViewBody>> } };
}

interface ViewBody {
  readonly version: number;
  readonly caughtUp: boolean;
  readonly lag: { readonly events: number; readonly seconds: number };
}

/** What a process that ended has said. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A directory that `Service.remove` or the end of the test run takes away. */
export function throwAwayDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'kondusif-running-'));
}

/** Builds the service where it is not what the sources give. */
export function build(): void {
  execFileSync(process.execPath, [BUILD], { stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Runs `npm start`, `npm run cli` and the like (without npm) to their end, e.g. `['cli', 'migrate']`. */
export async function runToEnd(args: readonly string[], settings: ServiceSettings): Promise<Ended> {
  return (await spawned(args, settings)).ended;
}

/** The built service as a process of its own, on a free port and the embedded server. */
export class Service {
  private constructor(
    private readonly spawned: Spawned,
    /** For example `http://127.0.0.1:41234`. */
    readonly url: string,
  ) {}

  /** Resolves when `/health/ready` answers 200. Errors: with what the process said where it ends before. */
  static async start(settings: ServiceSettings = {}): Promise<Service> {
    const process = await spawned([], settings);
    try {
      const service = new Service(process, await process.address());
      await service.untilReady();
      return service;
    } catch (error) {
      await process.kill();
      throw error;
    }
  }

  /** Resolves as soon as it answers at all. Errors: with what the process said where it ends before. */
  static async launch(settings: ServiceSettings = {}): Promise<Service> {
    const port = await freePort();
    const process = await spawned([], { ...settings, env: { ...settings.env, PORT: String(port) } });
    const service = new Service(process, `http://127.0.0.1:${port}`);
    try {
      await service.untilAnswer('live');
      return service;
    } catch (error) {
      await process.kill();
      throw error;
    }
  }

  get pid(): number {
    return this.spawned.pid;
  }

  get dataDir(): string {
    return this.spawned.dataDir;
  }

  /** Everything that it wrote to standard output and standard error so far. */
  get output(): string {
    return this.spawned.stdout + this.spawned.stderr;
  }

  /** The embedded server's address, as the service tells its commands. */
  get databaseUrl(): string {
    return (JSON.parse(readFileSync(join(this.dataDir, 'run.json'), 'utf8')) as { databaseUrl: string })
      .databaseUrl;
  }

  untilReady(): Promise<void> {
    return this.untilAnswer('ready');
  }

  /** What it answers of its health at this moment. */
  async health(): Promise<{ readonly status: number; readonly body: HealthBody }> {
    const answer = await fetch(`${this.url}/health/ready`);
    return { status: answer.status, body: (await answer.json()) as HealthBody };
  }

  /** The process stands still where it is, until it is resumed. */
  pause(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  /** As `kill` of the shell does; resolves with the exit code when the process is gone. */
  async stop(): Promise<number | null> {
    process.kill(this.pid, 'SIGTERM');
    return (await this.spawned.ended).exitCode;
  }

  /** SIGKILL: the embedded server stays behind. */
  kill(): Promise<void> {
    return this.spawned.kill();
  }

  /** Kills it, stops what it left behind and deletes its data. */
  async remove(): Promise<void> {
    await this.kill();
    await removeDataDirectory(this.dataDir);
  }

  private async untilAnswer(what: 'live' | 'ready'): Promise<void> {
    for (const began = Date.now(); Date.now() - began < PATIENCE_MS; await sleep(50)) {
      const answer = await fetch(`${this.url}/health/${what}`).catch(notYet);
      if (answer?.status === 200) return;
      if (this.spawned.hasEnded) break;
    }
    throw new Error(`It did not get ${what}:\n${this.output}`);
  }
}

/** Stops the server that was left behind in a data directory, and deletes the directory. */
export async function removeDataDirectory(dataDir: string): Promise<void> {
  await endLeftover(clusterOf(dataDir), notYet);
  rmSync(dataDir, { recursive: true, force: true });
  await closeLogOf(dataDir);
}

/** Starts one process on its own database and on the log that the suites run on. */
export async function spawned(args: readonly string[], settings: ServiceSettings): Promise<Spawned> {
  const { dataDir = throwAwayDirectory(), env, built = false, program } = settings;
  const environment = { ...(await environmentOf(dataDir)), ...env };
  return new Spawned(args, { dataDir, env: environment, built, program });
}

type SpawnSettings = Required<Omit<ServiceSettings, 'program'>> & Pick<ServiceSettings, 'program'>;

/** One process of the service or of its command line. */
export class Spawned {
  stdout = '';
  stderr = '';
  readonly dataDir: string;
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;

  constructor(args: readonly string[], settings: SpawnSettings) {
    const { dataDir, env, built, program } = settings;
    this.dataDir = dataDir;
    this.child = spawn(process.execPath, programOf(args, built, program), {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: '0',
        KONDUSIF_DATA_DIR: dataDir,
        KONDUSIF_ADMIN_USER: ADMINISTRATOR.username,
        KONDUSIF_ADMIN_PASSWORD: ADMINISTRATOR.password,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.stdout += chunk.toString();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    this.ended = once(this.child, 'close').then(([exitCode]) => {
      return { exitCode: exitCode as number | null, stdout: this.stdout, stderr: this.stderr };
    });
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('The process could not be started.');
    return this.child.pid;
  }

  async address(): Promise<string> {
    for (const began = Date.now(); Date.now() - began < PATIENCE_MS; await sleep(20)) {
      const address = /^Kondusif is ready at (\S+)$/m.exec(this.stdout)?.[1];
      if (address !== undefined) return address;
      if (this.hasEnded) break;
    }
    throw new Error(`It did not start (exit code ${this.child.exitCode}):\n${this.stdout}${this.stderr}`);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

function programOf(args: readonly string[], built: boolean, program: string | undefined): string[] {
  if (program !== undefined) return [program, ...args];
  return built ? builtProgram(args) : [START, ...args];
}

/** As `scripts/start.js` chooses it. */
function builtProgram([what, ...rest]: readonly string[]): string[] {
  return what === undefined ? [join(DIST, 'main.js')] : [join(DIST, 'cli.js'), ...rest];
}

function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  return once(server, 'listening').then(() => {
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve) => server.close(() => resolve(port)));
  });
}

function notYet(): undefined {
  return undefined;
}
