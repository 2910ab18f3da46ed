import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterOf } from '../../src/database/data-directory.js';
import { livingProcess } from '../../src/database/living-process.js';
import type { Grant } from '../../src/kernel/grant.js';
import { Caller } from '../support/running-app.js';
import {
  ADMINISTRATOR,
  removeDataDirectory,
  Service,
  type ServiceSettings,
  spawned,
  throwAwayDirectory,
} from '../support/service.js';
import { type Fault, surprise } from './fault.js';
import { Ledger } from './ledger.js';
import type { Cast } from './load.js';

const PEOPLE: Readonly<Record<string, Grant>> = {
  operator: { role: 'OPERATOR', area: '33' },
  verifier: { role: 'VERIFIER', area: '33' },
  secretariat: { role: 'SECRETARIAT', area: '33' },
};
const PATIENCE_MS = 60_000;

/** One data directory with the service that runs on it, all that was sent to it, and what went wrong. */
export class Scene {
  readonly ledger = new Ledger();
  readonly dataDir = throwAwayDirectory();
  readonly faults: Fault[] = [];
  /** What is worth telling beside the kills, by name. */
  readonly counts = new Map<string, number>();
  private service: Service | undefined;
  private lastUrl: string | undefined;

  get settings(): ServiceSettings {
    return { dataDir: this.dataDir, env: { LOG_LEVEL: 'warn' }, built: true };
  }

  /** The embedded server's address, also where a command started the server. */
  get databaseUrl(): string {
    this.lastUrl ??= this.service?.databaseUrl;
    if (this.lastUrl === undefined) throw new Error('No service has run on this data directory yet.');
    const url = new URL(this.lastUrl);
    url.port = this.lock()[PORT_LINE] ?? url.port;
    return url.href;
  }

  /** Of the embedded server; undefined where none runs. A lock that was left behind may name anybody. */
  get postmaster(): number | undefined {
    const pid = Number.parseInt(this.lock()[0] ?? '', 10) || 0;
    return livingProcess(pid)?.command.includes(clusterOf(this.dataDir)) ? pid : undefined;
  }

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  complain(sentence: string): void {
    this.faults.push(surprise(sentence));
  }

  /** The service; it is started where it was killed. */
  async start(): Promise<Service> {
    this.service ??= await Service.start(this.settings);
    return this.service;
  }

  /** Resolves when the service takes requests. Throws where it ended by itself. */
  async untilReady(): Promise<void> {
    await (await this.start()).untilReady();
  }

  /** Starts it, and kills it so long afterwards. */
  async startAndKill(afterMs: number): Promise<void> {
    const starting = await spawned([], this.settings);
    await sleep(afterMs);
    await starting.kill();
  }

  async kill(): Promise<void> {
    await this.service?.kill();
    this.service = undefined;
  }

  /** Tells it to end, and says how it did. With `patienceMs` it is killed at that. */
  async stop(patienceMs?: number): Promise<number | null> {
    const { service } = this;
    if (service === undefined) return null;
    const ended = service.stop();
    if (patienceMs !== undefined) await Promise.race([ended, sleep(patienceMs).then(() => service.kill())]);
    const exitCode = await ended;
    this.service = undefined;
    return exitCode;
  }

  /** Kills the embedded server's postmaster, or has it stop `immediate`, which leaves as much undone. */
  killServer(signal: 'SIGKILL' | 'SIGQUIT' = 'SIGKILL'): void {
    if (this.postmaster !== undefined) send(this.postmaster, signal);
  }

  /**
   * Kills one of the processes that work for the server, which then gives up all of them and begins anew. Resolves when
   * the service is ready on the new ones, all by itself.
   */
  async killServerProcess(which: number): Promise<void> {
    const list = execFileSync('ps', ['-o', 'pid=', '--ppid', String(this.postmaster)], { encoding: 'utf8' });
    const pids = list.trim().split(/\s+/).map(Number);
    send(pids[Math.floor(which * pids.length)] as number, 'SIGKILL');
    await until(
      () => !pids.some((pid) => livingProcess(pid)),
      'The server does not give up what it had before a crash.',
    );
    await this.service?.untilReady();
  }

  /** Resolves when the service has another server than the dead one and is ready on it, all by itself. */
  async untilRecovered(dead?: number): Promise<void> {
    await until(
      () => this.postmaster !== undefined && this.postmaster !== dead,
      'The service does not start its server again.',
    );
    await this.service?.untilReady();
  }

  /** Makes the people in whose names the load is sent. */
  async admitPeople(): Promise<Cast> {
    const { url } = await this.start();
    const admin = await signIn(url, ADMINISTRATOR.username, ADMINISTRATOR.password);
    const cast = new Map<string, { id: string; token: string }>();
    for (const [username, grant] of Object.entries(PEOPLE)) {
      const password = `kata-sandi-${username}`;
      const body = { username, name: `Latihan ${username}`, password, grants: [grant] };
      const { status } = await admin.post('/v1/people', body);
      if (status !== 201) throw new Error(`${username} could not be admitted: ${status}.`);
      const { id, token } = await signIn(url, username, password);
      cast.set(username, { id: String(id), token: String(token) });
    }
    return cast;
  }

  async close(): Promise<void> {
    await this.kill();
    await removeDataDirectory(this.dataDir);
  }

  private lock(): string[] {
    try {
      return readFileSync(join(clusterOf(this.dataDir), 'postmaster.pid'), 'utf8').split('\n');
    } catch {
      return [];
    }
  }
}

/** Where `postmaster.pid` names the port. */
const PORT_LINE = 3;

async function until(done: () => boolean, complaint: string): Promise<void> {
  for (const began = Date.now(); !done(); await sleep(20)) {
    if (Date.now() - began > PATIENCE_MS) throw new Error(complaint);
  }
}

/** A process may end between the look and the signal. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function signIn(url: string, username: string, password: string): Promise<Caller> {
  const { body } = await new Caller(url).post(
    '/v1/sessions',
    { username, password, token: true },
    { key: null },
  );
  return new Caller(url, body.person.id, body.token);
}
