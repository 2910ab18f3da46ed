import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { Grant } from '../../src/kernel/grant.js';
import { Caller } from '../support/running-app.js';
import {
  ADMINISTRATOR,
  removeDataDirectory,
  runToEnd,
  Service,
  throwAwayDirectory,
} from '../support/service.js';
import { audit, type Findings } from './audit.js';
import { Ledger } from './ledger.js';
import { type Cast, Load, randomOf } from './load.js';

const POINTS = Number(process.env.CRASH_POINTS ?? 20);
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
/** A point lies so long after the service was ready. */
const EARLIEST_MS = 200;
const LATEST_MS = 1_200;
/** At every fourth point PostgreSQL is killed in the same moment. */
const WITH_SERVER = 4;

jest.setTimeout(60_000 + POINTS * 15_000);

const PEOPLE: Readonly<Record<string, Grant>> = {
  operator: { role: 'OPERATOR', area: '33' },
  verifier: { role: 'VERIFIER', area: '33' },
  secretariat: { role: 'SECRETARIAT', area: '33' },
};

describe(`${POINTS} times SIGKILL under load (CRASH_SEED=${SEED})`, () => {
  const dataDir = throwAwayDirectory();
  const ledger = new Ledger();
  const random = randomOf(SEED);
  let service: Service;
  let cast: Cast;
  let load: Load;

  beforeAll(async () => {
    service = await Service.start({ dataDir });
    cast = await admitPeople(service.url);
    load = new Load(ledger, cast, random);
  });

  afterAll(async () => {
    await service.kill();
    await removeDataDirectory(dataDir);
  });

  it('lose nothing that was acknowledged, record nothing twice, and leave every view as a replay gives it', async () => {
    const began = Date.now();
    const found: Findings[] = [];
    for (let point = 1; point <= POINTS; point++) {
      await killUnderLoad(point);
      service = await Service.start({ dataDir });
      found.push(await audit(service.databaseUrl, ledger));
    }
    const unanswered = ledger.open.length;
    await load.settle(service.url);
    const last = await audit(service.databaseUrl, ledger);
    report([...found, last], unanswered, Date.now() - began);

    expect(
      [...found, last].flatMap(({ lost, doubled, differences }) => [...lost, ...doubled, ...differences]),
    ).toEqual([]);
    expect(load.changedAnswers.map(({ kind, key }) => `${kind} ${key}`)).toEqual([]);
    expect(ledger.commands.flatMap(({ kind, refused }) => (refused ? [`${kind}: ${refused}`] : []))).toEqual(
      [],
    );
    expect(ledger.open).toEqual([]);
    await expectToShow(last.cases);
  });

  it('leave nothing that the command line would complain of', async () => {
    const { exitCode, stdout } = await runToEnd(['cli', 'verify'], { dataDir });
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining(' 0 differences.\n'),
    });
  });

  async function killUnderLoad(point: number): Promise<void> {
    const enough = new AbortController();
    const loading = load.run(service.url, enough.signal);
    await sleep(EARLIEST_MS + random() * (LATEST_MS - EARLIEST_MS));
    if (point % WITH_SERVER === 0) process.kill(serverOf(dataDir), 'SIGKILL');
    await service.kill();
    enough.abort();
    await loading;
  }

  /** The list counts every case of the log, and a case reads as it was last answered. */
  async function expectToShow(cases: number): Promise<void> {
    const secretariat = new Caller(service.url, null, cast.get('secretariat')?.token);
    const after = ledger.acknowledged
      .map(({ acknowledged }) => acknowledged?.position ?? '')
      .sort()
      .at(-1);
    const list = await secretariat.get(`/v1/cases?area=33&limit=1&after=${after}`);
    expect(list.body.total).toBe(cases);
    for (const { kind, acknowledged } of ledger.acknowledged) {
      if (kind !== 'record' || acknowledged === undefined) continue;
      const { status, body } = await secretariat.get(`/v1/cases/${acknowledged.body.id}`);
      expect({ status, number: body.number }).toEqual({ status: 200, number: acknowledged.body.number });
    }
  }

  function report(found: readonly Findings[], unanswered: number, ms: number): void {
    const of = (what: 'lost' | 'doubled' | 'differences') => found.flatMap((one) => one[what]).length;
    const { commands, acknowledged, spreadsheets } = ledger;
    const retried = commands.filter(({ tries }) => tries > 1).length;
    const { events = 0, cases = 0 } = found.at(-1) ?? {};
    process.stdout.write(
      `crash: ${POINTS} points (seed ${SEED}) in ${Math.round(ms / 1_000)} s; ${commands.length} commands, ` +
        `${acknowledged.length} acknowledged, ${retried} sent again, ${unanswered} unanswered before the last tries; ` +
        `${spreadsheets.length} spreadsheets in ${spreadsheets.reduce((sum, { tries }) => sum + tries, 0)} tries; ` +
        `${events} events, ${cases} cases; ${of('lost')} lost, ${of('doubled')} doubled, ${of('differences')} differences\n`,
    );
  }
});

async function admitPeople(url: string): Promise<Cast> {
  const admin = await signIn(url, ADMINISTRATOR.username, ADMINISTRATOR.password);
  const cast = new Map<string, { id: string; token: string }>();
  for (const [username, grant] of Object.entries(PEOPLE)) {
    const password = `kata-sandi-${username}`;
    const body = { username, name: `Latihan ${username}`, password, grants: [grant] };
    const { status } = await admin.post('/v1/people', body);
    expect(status).toBe(201);
    const { id, token } = await signIn(url, username, password);
    cast.set(username, { id: String(id), token: String(token) });
  }
  return cast;
}

async function signIn(url: string, username: string, password: string): Promise<Caller> {
  const { body } = await new Caller(url).post(
    '/v1/sessions',
    { username, password, token: true },
    { key: null },
  );
  return new Caller(url, body.person.id, body.token);
}

function serverOf(dataDir: string): number {
  return Number.parseInt(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}
