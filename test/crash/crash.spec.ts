import { setTimeout as sleep } from 'node:timers/promises';
import { drillIntake } from '../../src/demo/demo-intake.js';
import { ADMINISTRATOR, runToEnd, Service, throwAwayDirectory } from '../support/service.js';
import { Load } from './load.js';

const POINTS = Number(process.env.CRASH_POINTS ?? 20);
const SEED = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 1_000_000));
const SENDERS = 8;
/** A kill comes this long after the service was ready. */
const SHORTEST_MS = 50;
const LONGEST_MS = 900;
const OPERATOR = { username: 'operator', password: 'kata sandi operator' };

describe(`a service that is killed at ${POINTS} random points under load`, () => {
  it(`keeps every acknowledged command exactly once (seed ${SEED})`, async () => {
    const random = seeded(SEED);
    const load = new Load(random);
    const dataDir = throwAwayDirectory();
    let service = await Service.start({ dataDir });
    try {
      await makeOperator(service.url);
      for (let point = 0; point < POINTS; point++) {
        const token = await signIn(service.url, OPERATOR);
        if (point % 5 === 0) void importSample(service.url, token);
        const running = load.run(service.url, token, SENDERS);
        await sleep(SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS));
        await service.kill();
        load.stop();
        await running;
        service = await Service.start({ dataDir });
        await load.askAgain(service.url, await signIn(service.url, OPERATOR));
      }
      const token = await signIn(service.url, OPERATOR);
      const imported = await importSample(service.url, token);
      const found = await compare(service.url, token, load);
      const verified = await runToEnd(['cli', 'verify'], { dataDir });
      console.log(
        `${POINTS} kills, seed ${SEED}: ${load.sent.length} commands sent and acknowledged in the end, ` +
          `${found.lost} lost, ${found.doubled} doubled, ${found.numbers} numbers given twice, ` +
          `${load.contradictions.length} answers changed. ${verified.stdout.trim().split('\n').at(-1)}`,
      );
      expect(found).toEqual({ lost: 0, doubled: 0, numbers: 0 });
      expect(load.contradictions).toEqual([]);
      expect(load.sent.every(({ acknowledged }) => acknowledged !== null)).toBe(true);
      expect(load.sent.length).toBeGreaterThan(POINTS * 5);
      expect(imported).toMatchObject({ rows: 214, refused: 12, changed: 0 });
      expect(Number(imported.recorded) + Number(imported.alreadyRecorded)).toBe(202);
      expect(verified.stdout).toContain('0 differences.');
      expect(verified.exitCode).toBe(0);
    } finally {
      await service.remove();
    }
  }, 600_000);
});

interface Found {
  readonly lost: number;
  readonly doubled: number;
  readonly numbers: number;
}

/** Reads every case that was logged and holds it against what was acknowledged. */
async function compare(url: string, token: string, load: Load): Promise<Found> {
  let [lost, doubled] = [0, 0];
  const numbers = new Map<unknown, number>();
  for (const { caseId, acknowledged } of load.sent.filter(({ path }) => path === '/v1/cases')) {
    const { status, body } = await get(url, token, `/v1/cases/${caseId}`);
    if (status !== 200 || body.number !== acknowledged?.number) lost += 1;
    numbers.set(body.number, (numbers.get(body.number) ?? 0) + 1);
    const texts = ((body.notes ?? []) as { text: string }[]).map(({ text }) => text);
    for (const note of load.sent.filter((one) => one.caseId === caseId && one.path.endsWith('/notes'))) {
      const times = texts.filter((text) => text === note.key).length;
      if (times === 0) lost += 1;
      if (times > 1) doubled += 1;
    }
  }
  return { lost, doubled, numbers: [...numbers.values()].filter((times) => times > 1).length };
}

async function importSample(url: string, token: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/v1/imports/cases?source=crash`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    body: drillIntake(new Date('2026-11-20T00:00:00Z')).csv,
  }).catch(() => null);
  // An import in flight dies with the service; the one at the end is read.
  return response === null
    ? {}
    : await (response.json() as Promise<Record<string, unknown>>).catch(() => ({}));
}

async function makeOperator(url: string): Promise<void> {
  const token = await signIn(url, ADMINISTRATOR);
  const response = await fetch(`${url}/v1/people`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'idempotency-key': '7d9b6a52-0f0c-4b8e-9a53-0d6a5f1c2b3e',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ ...OPERATOR, name: 'Operator', grants: [{ role: 'OPERATOR', area: '33' }] }),
  });
  expect(response.status).toBe(201);
}

async function signIn(url: string, who: { username: string; password: string }): Promise<string> {
  const response = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...who, token: true }),
  });
  expect(response.status).toBe(201);
  return String(((await response.json()) as { token: string }).token);
}

async function get(url: string, token: string, path: string) {
  const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Mulberry32: the same seed gives the same run of numbers between 0 and 1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
