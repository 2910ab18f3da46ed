import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { RunLadder } from '../../src/case/use-cases/case.commands.js';
import { Clock } from '../../src/kernel/clock.js';
import type { Grant } from '../../src/kernel/grant.js';
import { type Body, type Caller, type RunningApp, startApp } from '../support/running-app.js';
import { BULUSAN, expectProblem, JATENG, SEMARANG, TEMBALANG, WalkedCase } from './walked-case.js';

const HOUR_MS = 3_600_000;

/** The service lives long before the database, so that a test may put its clock forward. */
class LateClock extends Clock {
  hours = -300;

  now(): Date {
    return new Date(Date.now() + this.hours * HOUR_MS);
  }
}

const CAST = {
  operator: { role: 'OPERATOR', area: BULUSAN },
  lurah: { role: 'HEAD', area: BULUSAN },
  camat: { role: 'HEAD', area: TEMBALANG },
  sekda: { role: 'HEAD', area: SEMARANG },
  governor: { role: 'HEAD', area: JATENG },
  secretariat: { role: 'SECRETARIAT', area: SEMARANG },
  province: { role: 'SECRETARIAT', area: JATENG },
  desk: { role: 'DESK', area: SEMARANG },
  auditor: { role: 'AUDITOR', area: '' },
  reporter: { role: 'REPORTER', area: BULUSAN },
} as const satisfies Readonly<Record<string, Grant>>;

let app: RunningApp;
let people: Readonly<Record<keyof typeof CAST, Caller>>;
const clock = new LateClock();

beforeAll(async () => {
  app = await startApp({ clock });
  const made = Object.entries(CAST).map(async ([name, grant]) => [name, await app.person(grant)]);
  people = Object.fromEntries(await Promise.all(made));
});

afterAll(() => app?.close());

const QUARREL = {
  category: 'GROUP_CLASH',
  subcategory: 'BRAWL',
  severity: 3,
  occurredAt: new Date(Date.now() - 400 * HOUR_MS).toISOString(),
};

// biome-ignore lint/suspicious/noExplicitAny: a test reads members of any answer
async function explained(walked: WalkedCase, reader: Caller, query = '', language = 'id'): Promise<any> {
  const answer = await walked.get(reader, `/escalation${query}`, { 'accept-language': language });
  expect(answer.status).toBe(200);
  return answer.body;
}

/** Lets every clock of the case fire that has run out so many hours from now; nobody is signed in so long. */
async function onceDue(hours: number, walked: WalkedCase) {
  const { clocks } = await explained(walked, people.auditor);
  clock.hours += hours;
  const commands = app.nest.get(CommandBus, { strict: false });
  const now = clock.now().toISOString();
  for (const { kind, rule, startedAt, dueAt } of clocks) {
    if (dueAt > now) continue;
    const step = { type: 'fire-clock', kind, rule, startedAt, moment: 'due' } as const;
    await commands.execute(new RunLadder(randomUUID(), walked.id, step));
  }
  clock.hours -= hours;
  return explained(walked, people.auditor);
}

describe('the escalation of a case', () => {
  it('climbs while nobody acts, is acknowledged by phone, asks before it goes over a head, and explains itself', async () => {
    const { camat, sekda, desk, secretariat, province, governor, auditor } = people;
    const walked = await WalkedCase.recorded(people.operator, auditor, QUARREL);
    const began = await explained(walked, camat);
    expect(began).toMatchObject({
      level: 'E1',
      holder: { area: TEMBALANG, role: 'HEAD', name: 'Tembalang', people: 1 },
      acknowledged: null,
      informed: [],
      proposal: null,
      steps: [{ from: null, to: 'E1', trigger: 'start', rule: 'severity', policyVersion: 1 }],
      next: { to: 'E2', mode: 'auto', if: 'bila belum dikonfirmasi' },
    });
    expect(began.steps[0].text).toBe(
      'Dimulai di Kecamatan (Tembalang) karena tingkat keparahannya 3 (Tinggi).',
    );
    expect(began.next.text).toMatch(
      /^Naik ke Kab\/Kota \(Kota Semarang\) pada \d\d \w+ \d{4}, \d\d\.\d\d WIB bila belum dikonfirmasi\.$/,
    );
    expect(began.clocks.map(({ kind }: Body) => kind)).toEqual(['acknowledge', 'handle']);
    expect((await walked.seenBy(camat)).dueAt).toBe(began.clocks[0].dueAt);

    const raised = await onceDue(5, walked);
    expect(raised.level).toBe('E2');
    expect(raised.steps[1]).toMatchObject({
      from: 'E1',
      to: 'E2',
      trigger: 'time',
      rule: 'not_acknowledged',
    });
    expect(raised.steps[1].text).toMatch(
      /^Naik dari Kecamatan ke Kab\/Kota \(Kota Semarang\) karena belum dikonfirmasi sampai .* WIB\./,
    );
    expect(raised.next).toMatchObject({ to: 'E3', mode: 'propose', if: 'bila belum ada kemajuan' });
    // Nobody's revision is stale by what the clock did.
    await walked.refused(camat, 'escalation', { to: 'E3', reason: 'x' }, [403, 'forbidden']);
    await walked.refused(desk, 'escalation/acknowledgement', { via: 'PHONE' }, [
      422,
      'acknowledged_by_missing',
    ]);
    const named = { by: camat.id, via: 'PHONE' };
    await walked.refused(desk, 'escalation/acknowledgement', named, [422, 'not_of_the_holding_level']);
    await walked.did(desk, 'escalation/acknowledgement', {
      by: sekda.id,
      via: 'PHONE',
      note: 'Pukul 03.10.',
    });
    expect(await explained(walked, sekda)).toMatchObject({
      acknowledged: { by: sekda.id, via: 'PHONE', name: 'Orang Uji' },
    });
    await walked.refused(sekda, 'escalation/acknowledgement', { via: 'APP' }, [409, 'already_acknowledged']);

    const proposed = await onceDue(78, walked);
    expect(proposed).toMatchObject({ level: 'E2', proposal: { to: 'E3', why: 'belum ada kemajuan' } });
    await walked.refused(province, 'escalation/proposal/confirmation', {}, [403, 'forbidden']);
    expectProblem(
      await walked.act(sekda, 'escalation/proposal/refusal', { reason: 'x' }, { ifMatch: null }),
      428,
      'if_match_missing',
    );
    expect(
      await walked.did(secretariat, 'escalation/proposal/refusal', { reason: 'Mediasi besok.' }),
    ).toMatchObject({ level: 'E2' });
    const declined = await explained(walked, sekda);
    expect(declined).toMatchObject({ proposal: null, next: { to: 'E3', mode: 'propose' } });

    expect(await walked.did(sekda, 'escalation', { to: 'E3', reason: 'Perlu Brimob.' })).toMatchObject({
      level: 'E3',
    });
    await walked.refused(sekda, 'escalation/lowering', { to: 'E2', reason: 'x' }, [403, 'forbidden']);
    const informed = { group: 'Forkopimda', via: 'WHATSAPP', at: new Date().toISOString() };
    await walked.did(desk, 'escalation/informed', { ...informed, at: clock.now().toISOString() });
    expect(await walked.did(governor, 'escalation/lowering', { to: 'E2', reason: 'Reda.' })).toMatchObject({
      level: 'E2',
    });
    const english = await explained(walked, auditor, '', 'en');
    expect(english.steps.map(({ text }: Body) => text).slice(2)).toEqual([
      "Went up from the regency or city to the province (Jawa Tengah) by a person's decision: Perlu Brimob.",
      "Given back by the province to the regency or city (Kota Semarang) by a person's decision: Reda.",
    ]);
    expect((await walked.course(auditor, 'id')).slice(-1)).toEqual([
      'Eskalasi diturunkan ke E2: Kota Semarang · Reda.',
    ]);
  });

  it('is told as it was, and is nobody else’s business', async () => {
    const walked = await WalkedCase.recorded(people.operator, people.auditor, { ...QUARREL, severity: 4 });
    const { position } = walked;
    const began = await explained(walked, people.sekda);
    expect(began).toMatchObject({ level: 'E2', informed: ['E3'] });
    expect((await walked.seenBy(people.sekda)).actions).toEqual(
      expect.arrayContaining(['escalation', 'escalation/acknowledgement', 'escalation/lowering']),
    );
    await walked.did(people.sekda, 'handling');
    const now = await explained(walked, people.sekda);
    expect(now.acknowledged).toMatchObject({ by: people.sekda.id, via: 'APP' });
    expect(now.clocks.map(({ kind }: Body) => kind)).toEqual(['progress']);
    expect(await explained(walked, people.sekda, `?asOf=${position}`)).toEqual(began);
    expectProblem(await walked.get(people.reporter, '/escalation'), 404, 'not_found');
  });
});
