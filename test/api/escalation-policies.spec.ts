import { randomUUID } from 'node:crypto';
import { EscalationPolicies } from '../../src/escalation/policies/escalation-policies.js';
import { POLICIES_STREAM } from '../../src/escalation/policies/policies-stream.js';
import { RecentCases } from '../../src/escalation/policies/views/recent-cases/recent-cases.js';
import type { RecentCounts } from '../../src/escalation/policies/views/recent-cases/recent-counts.js';
import { POLICY_1 } from '../../src/escalation/policy/policy-1.js';
import { EventFeed } from '../../src/event-store/event-feed.js';
import { EventStore } from '../../src/event-store/event-store.js';
import { type Answer, Caller, type RunningApp, startApp } from '../support/running-app.js';
import { expectProblem, SEMARANG, TEMBALANG, WalkedCase } from './walked-case.js';

const ROOT = '/v1/escalation-policies';
const { version: _, ...POLICY } = POLICY_1;
const [NOT_ACKNOWLEDGED, ...OTHERS] = POLICY.time;

let app: RunningApp;
let elsewhere: Caller;
let auditor: Caller;
let operator: Caller;

beforeAll(async () => {
  app = await startApp();
  [auditor, operator] = await Promise.all([
    app.person({ role: 'AUDITOR', area: '' }),
    app.person({ role: 'OPERATOR', area: SEMARANG }),
  ]);
  elsewhere = new Caller((await app.second()).url, app.admin.id, app.admin.token);
}, 60_000);

afterAll(() => app?.close());

/** A draft of which the window of the first rule is so long. */
function draftOf(minutes: number): object {
  return { ...POLICY, time: [{ ...NOT_ACKNOWLEDGED, minutes, inStage: {} }, ...OTHERS] };
}

async function drafted(body: object, by = app.admin): Promise<number> {
  const answer = await by.post(ROOT, body);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body.version;
}

const activate = (version: number, by = app.admin, body = {}) =>
  by.post(`${ROOT}/${version}/activation`, body);

function after({ headers }: Answer): string {
  return `after=${headers.get('kondusif-position') ?? ''}`;
}

/** `version status` of every version, newest first, once the view has seen the answer. */
async function listAfter(answer: Answer): Promise<string[]> {
  const { body } = await auditor.get(`${ROOT}?${after(answer)}`);
  return body.items.map(({ version, status }: { version: number; status: string }) => `${version} ${status}`);
}

/** What another process knows that has just been started. */
function restarted(): EscalationPolicies {
  return new EscalationPolicies(app.nest.get(EventStore), app.nest.get(EventFeed));
}

const recordedEvents = () => app.nest.get(EventStore).read(POLICIES_STREAM);

it('is in force from the first start, recorded once by the service itself, however many processes start', async () => {
  const events = await recordedEvents();
  expect(events.map(({ type, meta }) => `${type} ${meta.actor.id}`)).toEqual([
    'PolicyDrafted system',
    'PolicyActivated system',
  ]);
  const { body } = await elsewhere.get(`${ROOT}?after=${events[1]?.position}`);
  const by = { id: 'system', role: 'SYSTEM', name: 'Kondusif' };
  expect(body).toMatchObject({
    items: [{ version: 1, status: 'active', draftedBy: by, activatedBy: by }],
    next: null,
    total: 1,
  });
  expect((await auditor.get(`${ROOT}/1`)).body).toMatchObject(JSON.parse(JSON.stringify(POLICY_1)));
  expect(await restarted().active()).toEqual(POLICY_1);
});

it('is drafted whole, gets the next number, and a retry finds the same draft', async () => {
  const key = randomUUID();
  const body = draftOf(30);
  const first = await app.admin.post(ROOT, body, { key });
  const again = await elsewhere.post(ROOT, body, { key });
  expect([first.status, first.headers.get('location')]).toEqual([201, `${ROOT}/${first.body.version}`]);
  expect([again.status, again.body]).toEqual([201, first.body]);
  const found = await auditor.get(`${ROOT}/${first.body.version}?${after(first)}`);
  expect(found.body).toEqual(first.body);
  expect(found.body).toMatchObject({
    status: 'draft',
    activatedAt: null,
    ...JSON.parse(JSON.stringify(body)),
  });
  expect(await restarted().active()).toEqual(POLICY_1);
});

describe('a draft that is malformed', () => {
  const time = (change: object) => ({ ...POLICY, time: [{ ...NOT_ACKNOWLEDGED, ...change }, ...OTHERS] });
  const start = (change: object) => ({ ...POLICY, start: { ...POLICY.start, ...change } });
  const cluster = (change: object) => ({ ...POLICY, clusters: [{ ...POLICY.clusters[0], ...change }] });
  const override = (when: object) => start({ overrides: [{ id: 'mine', when, level: 'E2', inform: [] }] });

  it.each<[string, unknown, number, string, string]>([
    ['no object', [], 422, 'invalid', ''],
    ['a member too many', { ...POLICY, version: 7 }, 400, 'unknown_property', '/version'],
    ['a member too many inside', time({ colour: 'red' }), 400, 'unknown_property', '/time/0/colour'],
    ['a member missing', { ...POLICY, statutory: undefined }, 422, 'invalid', '/statutory'],
    [
      'a level without an office',
      { ...POLICY, levels: { ...POLICY.levels, E2: null } },
      422,
      'invalid',
      '/levels/E2',
    ],
    ['a level that does not exist', time({ levels: ['E0', 'E9'] }), 422, 'invalid', '/time/0/levels/1'],
    [
      'a stage that does not exist',
      time({ inStage: { election: 5 } }),
      400,
      'unknown_property',
      '/time/0/inStage/election',
    ],
    ['a window of no length', time({ minutes: 0 }), 422, 'invalid', '/time/0/minutes'],
    ['a window that is a text', time({ minutes: '240' }), 422, 'invalid', '/time/0/minutes'],
    ['a clock that does not exist', time({ clock: 'sleep' }), 422, 'invalid', '/time/0/clock'],
    ['an id with spaces', time({ id: 'Not this' }), 422, 'invalid', '/time/0/id'],
    [
      'a severity missing',
      start({ bySeverity: { 1: 'E0', 2: 'E0', 3: 'E1' } }),
      422,
      'invalid',
      '/start/bySeverity/4',
    ],
    [
      'rules without end',
      { ...POLICY, time: OTHERS.concat(...Array(9).fill(OTHERS)) },
      422,
      'invalid',
      '/time',
    ],
    [
      'something uncountable',
      cluster({ counts: { areasOfDepth: 2, tps: 1 } }),
      422,
      'invalid',
      '/clusters/0/counts',
    ],
    [
      'an hour that does not exist',
      { ...POLICY, quietHours: { ...POLICY.quietHours, from: '24:00' } },
      422,
      'invalid',
      '/quietHours/from',
    ],
    [
      'an unknown category',
      cluster({ categories: ['GROUP_CLASH', 'DEMO'] }),
      422,
      'invalid',
      '/clusters/0/categories/1',
    ],
    [
      'an unknown sub-category',
      override({ subcategories: ['MELEE'] }),
      422,
      'invalid',
      '/start/overrides/0/when/subcategories/0',
    ],
    [
      'an unknown detail',
      override({ details: ['burnt'] }),
      422,
      'invalid',
      '/start/overrides/0/when/details/0',
    ],
  ])('is refused with its place: %s', async (_name, body, status, code, pointer) => {
    const before = (await recordedEvents()).length;
    const answer = await app.admin.post(ROOT, body);
    expectProblem(answer, status, code);
    expect(answer.body.errors[0]).toMatchObject({ pointer, detail: expect.stringMatching(/\.$/) });
    expect(await recordedEvents()).toHaveLength(before);
  });
});

it('is not put in force where the check finds errors, and says what they are', async () => {
  const version = await drafted({ ...POLICY, clusterClock: { minutes: 10, inStage: { voting: 15 } } });
  const english = { headers: { 'accept-language': 'en' } };
  const found = { code: 'stage_window_longer', pointer: '/clusterClock/inStage/voting' };
  const checked = await app.admin.post(`${ROOT}/${version}/check`, {}, english);
  expect(checked).toMatchObject({ status: 200, body: { version, passed: false, errors: 1, warnings: 0 } });
  expect(checked.body.findings).toEqual([
    { ...found, severity: 'error', text: expect.stringContaining('longer than the normal one') },
  ]);
  const refused = await app.admin.post(`${ROOT}/${version}/activation`, {}, english);
  expectProblem(refused, 409, 'policy_faulty');
  expect(refused.body.errors).toEqual([
    { ...found, detail: expect.stringContaining('longer than the normal one') },
  ]);
  expect((await restarted().active()).version).toBe(1);
});

it('is read by everybody, and written by administrators of the whole alone', async () => {
  const local = await app.person({ role: 'ADMIN', area: '33' });
  expect((await operator.get(`${ROOT}/1`)).status).toBe(200);
  expectProblem(await operator.post(ROOT, draftOf(30)), 403, 'role_not_permitted');
  expectProblem(await local.post(ROOT, draftOf(30)), 403, 'forbidden');
  expectProblem(await activate(1, local), 403, 'forbidden');
  expectProblem(await local.post(`${ROOT}/1/check`), 403, 'forbidden');
  expectProblem(await app.admin.post(`${ROOT}/999/check`, {}), 404, 'not_found');
  expectProblem(await activate(999), 404, 'not_found');
  expectProblem(await auditor.get(`${ROOT}/0`), 404, 'not_found');
});

describe('two people who put versions in force at once', () => {
  let colleague: Caller;

  beforeAll(async () => {
    colleague = await app.person({ role: 'ADMIN', area: '' });
  });

  it.each([false, true, true])('are told apart: one wins, the other is told (seen: %s)', async (seen) => {
    const replaces = seen ? { replaces: (await restarted().active()).version } : {};
    const [mine, theirs] = [await drafted(draftOf(30)), await drafted(draftOf(60))];
    const answers = await Promise.all([
      activate(mine, colleague, replaces),
      activate(theirs, elsewhere, replaces),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [won, lost] = answers[0].status === 200 ? answers : [answers[1], answers[0]];
    expectProblem(lost as Answer, 409, 'policy_replaced');
    expect(lost?.body.active).toBe(won?.body.version);
    expect((await listAfter(won as Answer)).filter((line) => line.endsWith(' active'))).toEqual([
      `${won?.body.version} active`,
    ]);
    expect((await restarted().active()).version).toBe(won?.body.version);
  });
});

it('is in force at once, retires the one before, and comes back where that is put in force again', async () => {
  const before = (await restarted().active()).version;
  const version = await drafted(draftOf(45));
  const key = randomUUID();
  const body = { replaces: before };
  const done = await app.admin.post(`${ROOT}/${version}/activation`, body, { key });
  expect(done).toMatchObject({ status: 200, body: { version, status: 'active' } });
  expect((await app.nest.get(EscalationPolicies, { strict: false }).active()).version).toBe(version);
  expect(await listAfter(done)).toEqual(expect.arrayContaining([`${version} active`, `${before} retired`]));
  expectProblem(await activate(version), 409, 'nothing_to_change');
  const unseen = await app.admin.post(`${ROOT}/${before}/activation`, { replaces: before });
  expectProblem(unseen, 409, 'policy_replaced');
  const back = await activate(before, elsewhere);
  expect(await listAfter(back)).toEqual(expect.arrayContaining([`${version} retired`, `${before} active`]));
  const again = await app.admin.post(`${ROOT}/${version}/activation`, body, { key });
  expect([again.status, again.body]).toEqual([200, done.body]);
  expect((await restarted().active()).version).toBe(before);
});

it('is learnt by a restarted process in the order of the log, and no version ever changes', async () => {
  const events = await recordedEvents();
  const fresh = restarted();
  let inForce = 1;
  for (const { type, data, position } of events) {
    if (type === 'PolicyActivated') inForce = (data as { version: number }).version;
    expect((await fresh.activeAt(position)).version).toBe(inForce);
  }
  const knows = app.nest.get(EscalationPolicies, { strict: false });
  for (const { type, data } of events) {
    if (type !== 'PolicyDrafted') continue;
    const { policy } = data as { policy: typeof POLICY_1 };
    expect(await knows.version(policy.version)).toEqual(policy);
    expect(await fresh.version(policy.version)).toEqual(policy);
  }
  await expect(fresh.version(0)).rejects.toThrow(/no escalation policy of version 0/);
});

it('is listed page by page, and as it was', async () => {
  const { body: all } = await auditor.get(ROOT);
  const first = await auditor.get(`${ROOT}?limit=2`);
  const second = await auditor.get(`${ROOT}?limit=2&cursor=${first.body.next}`);
  expect([...first.body.items, ...second.body.items]).toEqual(all.items.slice(0, 4));
  const [, activated] = await recordedEvents();
  const then = await auditor.get(`${ROOT}?asOf=${activated?.position}`);
  expect(then.body).toMatchObject({ items: [{ version: 1, status: 'active' }], total: 1 });
});

describe('what the rules would have done with the cases of the last days', () => {
  let counts: (hours: number) => Promise<ReadonlyMap<string, RecentCounts['rules'][number]>>;

  beforeAll(async () => {
    const clash = { category: 'GROUP_CLASH', subcategory: 'BRAWL', severity: 3 };
    const walked = [
      await WalkedCase.recorded(operator, auditor, { severity: 1 }),
      await WalkedCase.recorded(operator, auditor, { severity: 2, area: TEMBALANG }),
      await WalkedCase.recorded(operator, auditor, clash),
      await WalkedCase.recorded(operator, auditor, clash),
      await WalkedCase.recorded(operator, auditor, { ...clash, subcategory: 'ARSON', severity: 2 }),
    ];
    const verifier = await app.person({ role: 'VERIFIER', area: SEMARANG });
    await walked[0]?.did(verifier, 'verification', { outcome: 'VERIFIED' });
    const positions = walked.map(({ position }) => position).sort();
    await auditor.get(`/v1/cases?after=${positions.at(-1)}`);
    const recent = app.nest.get(RecentCases, { strict: false });
    counts = async (hours) => {
      const { rules } = await recent.count(POLICY_1, new Date(Date.now() + hours * 3_600_000));
      return new Map(rules.map((rule) => [`${rule.family} ${rule.rule}`, rule]));
    };
  });

  const casesOf = (rules: Awaited<ReturnType<typeof counts>>) =>
    Object.fromEntries([...rules].map(([name, { cases }]) => [name, cases]));

  it('is counted where the list of cases tells, and said to be unknown where not', async () => {
    expect(casesOf(await counts(1))).toMatchObject({
      'severity 1': 1,
      'severity 2': 2,
      'severity 3': 2,
      'severity 4': 0,
      'override deaths_arson_weapons': 1,
      'time not_acknowledged': 0,
      'time proposal_unanswered': null,
      'statutory statutory_clock': null,
      'cluster repeated_disorder': 3,
      'cluster spreading_disorder': 0,
      'cluster supply': 0,
      'cluster tps_under_threat': null,
      'cluster same_content_in_districts': null,
    });
  });

  it('is estimated for the rules of time from how long cases waited', async () => {
    expect(casesOf(await counts(5))).toMatchObject({
      'time not_acknowledged': 3,
      'time not_acknowledged_by_regency': 1,
      'time not_handled': 0,
    });
    expect(casesOf(await counts(25))).toMatchObject({ 'time not_acknowledged': 3, 'time not_handled': 4 });
    expect(casesOf(await counts(73))).toMatchObject({ 'time no_progress': 1 });
  });

  it('is over after thirty days', async () => {
    const rules = await counts(31 * 24);
    expect([...rules.values()].filter(({ cases }) => cases !== null && cases > 0)).toEqual([]);
  });

  it('explains each number in both languages', async () => {
    const rules = await counts(5);
    for (const { text } of rules.values())
      expect([text.id, text.en]).toEqual(Array(2).fill(expect.stringMatching(/\.$/)));
    expect(rules.get('time not_acknowledged')?.text.id).toBe(
      'Perkiraan: 3 kasus di E0, E1 akan naik satu tingkat sesudah 240 menit. Dihitung dari waktu dari pencatatan sampai status pertama sesudah RECEIVED (status, updated_at), dalam jam biasa, tanpa jam layanan dan tahapan.',
    );
    expect(rules.get('cluster repeated_disorder')).toMatchObject({ clusters: 1 });
  });
});
