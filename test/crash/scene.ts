import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterOf } from '../../src/database/data-directory.js';
import type { Grant } from '../../src/kernel/grant.js';
import { Caller } from '../support/running-app.js';
import {
  ADMINISTRATOR,
  removeDataDirectory,
  Service,
  type ServiceSettings,
  Spawned,
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

  constructor(private readonly env: Readonly<Record<string, string>>) {}

  get settings(): ServiceSettings {
    return { dataDir: this.dataDir, env: this.env, built: true };
  }

  /** The embedded server's address, also where a command started the server. */
  get databaseUrl(): string {
    this.lastUrl ??= this.service?.databaseUrl;
    if (this.lastUrl === undefined) throw new Error('No service has run on this data directory yet.');
    const url = new URL(this.lastUrl);
    url.port = this.lock()[PORT_LINE] ?? url.port;
    return url.href;
  }

  /** Of the embedded server; undefined where none runs. */
  get postmaster(): number | undefined {
    return Number.parseInt(this.lock()[0] ?? '', 10) || undefined;
  }

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  complain(sentence: string): void {
    this.faults.push(surprise(sentence));
  }

  /** Resolves when the service takes requests; at once where it does. */
  async start(): Promise<Service> {
    this.service ??= await Service.start(this.settings);
    return this.service;
  }

  /** Starts it, and kills it so long afterwards. */
  async startAndKill(afterMs: number): Promise<void> {
    const starting = new Spawned([], this.settings);
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
    if (this.postmaster !== undefined) process.kill(this.postmaster, signal);
  }

  /** Resolves when the service has a new server and is ready on it, all by itself. */
  async untilRecovered(dead: number | undefined): Promise<void> {
    const began = Date.now();
    while (this.postmaster === undefined || this.postmaster === dead) {
      if (Date.now() - began > PATIENCE_MS) throw new Error('The service does not start its server again.');
      await sleep(20);
    }
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

async function signIn(url: string, username: string, password: string): Promise<Caller> {
  const { body } = await new Caller(url).post(
    '/v1/sessions',
    { username, password, token: true },
    { key: null },
  );
  return new Caller(url, body.person.id, body.token);
}
