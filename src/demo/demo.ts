import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { type CreateApp, Service } from '../ops/service.js';
import { makeCalendar } from './demo-calendar.js';
import { DemoClient } from './demo-client.js';
import { playEscalation } from './demo-escalation.js';
import { drillIntake } from './demo-intake.js';
import { type DemoPerson, makePeople, newPassword } from './demo-people.js';
import { memberOf, walkCases } from './demo-walk.js';

export interface DemoOptions {
  readonly config: Config;
  readonly logger: Logger;
  loadApp(): Promise<CreateApp>;
  print(line: string): void;
}

/**
 * A drill (latihan): a service of its own in a throw-away data directory, with people of every role, the sample intake
 * moved to today, and a few cases walked to where they stand.
 */
export class Demo {
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'kondusif-latihan-'));
  private readonly service: Service;
  private readonly admin = { username: 'admin', password: newPassword() };
  private stopped: Promise<void> | undefined;
  private story: (() => Promise<void>) | undefined;

  constructor(private readonly options: DemoOptions) {
    const { config, logger, loadApp } = options;
    const own = {
      dataDir: this.dataDir,
      databaseUrl: undefined,
      adminUser: this.admin.username,
      adminPassword: this.admin.password,
    };
    this.service = new Service({
      config: Object.assign(Object.create(Object.getPrototypeOf(config)), config, own) as Config,
      logger,
      loadApp,
      print: () => undefined,
    });
  }

  /** Starts the service, fills it and prints what there is to see. Where that cannot be done, nothing is left behind. */
  async start(): Promise<void> {
    try {
      await this.fill(await this.service.start());
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Stops the service and removes its data; whoever asks again waits for the same end. */
  stop(): Promise<void> {
    this.stopped ??= this.service.stop().then(() => rm(this.dataDir, { recursive: true, force: true }));
    return this.stopped;
  }

  abandon(): void {
    this.service.abandon();
  }

  private async fill(address: string): Promise<void> {
    const { print } = this.options;
    const now = new Date();
    const visitor = new DemoClient(address);
    const admin = await visitor.signIn(this.admin.username, this.admin.password);
    const people = await makePeople(admin);
    const cast = await signedIn(visitor, people);
    const { csv, shift } = drillIntake(now);
    await makeCalendar(admin, shift);
    const secretariat = memberOf(cast, 'kesbangpol');
    const imported = await secretariat.send('POST', '/v1/imports/cases?source=latihan', csv);
    const walked = await walkCases(cast, now);
    const listed = await secretariat.send('GET', `/v1/cases?area=33&limit=1&after=${walked.position}`);
    const { recorded, refused, rows } = imported.body;
    print(`LATIHAN / drill: ${address} (documentation: ${address}/v1/docs)`);
    print(
      `Impor contoh: ${rows} baris, ${recorded} tercatat, ${refused} ditolak. Kasus yang dijalani: ${walked.cases}. Kasus di daftar: ${listed.body.total}.`,
    );
    for (const line of this.passwords(people)) print(line);
    this.story = () => playEscalation({ admin, people: cast, now, print });
  }

  /** Plays out how cases climb, after `start`; takes a little more than a minute, or until it is stopped. */
  async play(): Promise<void> {
    try {
      await this.story?.();
    } catch (error) {
      if (this.stopped === undefined) throw error;
      await this.stopped;
    }
  }

  private passwords(people: readonly DemoPerson[]): string[] {
    const all = [{ ...this.admin, grants: [{ role: 'ADMIN', area: '' }] }, ...people];
    return [
      'Orang dan kata sandi (hanya ditampilkan sekali) / people and passwords (shown once):',
      ...all.map(({ username, password, grants }) => {
        const held = grants.map(({ role, area }) => `${role} ${area === '' ? 'Indonesia' : area}`).join(', ');
        return `  ${username.padEnd(12)} ${password}  ${held}`;
      }),
    ];
  }
}

async function signedIn(
  visitor: DemoClient,
  people: readonly DemoPerson[],
): Promise<Readonly<Record<string, DemoClient>>> {
  const clients: [string, DemoClient][] = [];
  for (const { username, password } of people)
    clients.push([username, await visitor.signIn(username, password)]);
  return Object.fromEntries(clients);
}
