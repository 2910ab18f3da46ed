import fc from 'fast-check';
import {
  LADDER as BY_POLICY_1,
  calendarWith,
  FACTS,
  hour,
  recording,
  VILLAGE,
} from '../../../test/support/case-scenario.js';
import { caseBoard } from '../../escalation/board/case-board.projection.js';
import type { CaseBoardRow } from '../../escalation/board/case-board.row.js';
import { ESCALATION_LEVELS } from '../../escalation/policy/escalation-policy.js';
import { POLICY_1 } from '../../escalation/policy/policy-1.js';
import { type Actor, SYSTEM } from '../../kernel/actor.js';
import { type Fact, fold } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import { covers, type Grant, type Principal, ROLES } from '../../kernel/grant.js';
import type { ActionFacts, CaseAction, CaseCommand } from './case.commands.js';
import { caseDecider } from './case.decider.js';
import type { CaseEvent } from './case.events.js';
import { allowedActions, authorise } from './case.policies.js';
import { type CaseState, type KnownCase, levelOf } from './case.state.js';
import { CASE_EVENT_TYPES } from './case.upcasters.js';
import { deepestOffice } from './ladder/offices.js';
import { ACTION_TYPES } from './permissions.js';
import { accessOf, isBarred, visible } from './visibility.policies.js';

/** As it is read back. */
const asStored = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** Policy 1 with windows so short that a course of some days meets all that may follow. */
const QUICK = {
  ...POLICY_1,
  time: POLICY_1.time.map((rule) => ({ ...rule, minutes: rule.minutes / 12 })),
};
const LADDER = { ...BY_POLICY_1, policy: QUICK, running: QUICK };

const AGENCIES = ['SATPOL_PP', 'DLH', 'POLRI'];
const AREAS = ['', '33', '33.74', '33.74.10', VILLAGE, '33.7', '33.25'];
const PEOPLE = ['ani', 'budi', 'citra'];

const text = fc.constantFrom('x', 'y');
/** Mostly a village and the kota over it, so that people and cases meet. */
const caseArea = fc.oneof({ arbitrary: fc.constant(VILLAGE), weight: 5 }, fc.constantFrom(...AREAS));
const grantArea = fc.oneof({ arbitrary: fc.constant('33.74'), weight: 3 }, fc.constantFrom(...AREAS));
const agency = fc.constantFrom(...AGENCIES);
const instant = fc.integer({ min: -3, max: 20 }).map(hour);
const n = fc.integer({ min: 1, max: 2 });
const body = fc.constantFrom('BAWASLU', 'POLRI');
const level = fc.constantFrom(...ESCALATION_LEVELS);
const letter = fc.record({ number: text, date: fc.constant('2026-11-23') });
const grant: fc.Arbitrary<Grant> = fc
  .record({
    role: fc.constantFrom(...ROLES),
    area: grantArea,
    agency: fc.constantFrom(...AGENCIES, 'BAWASLU'),
  })
  .map(({ role, area, agency }) =>
    role === 'OFFICER' || role === 'LIAISON' ? { role, area, agency } : { role, area },
  );
const principal: fc.Arbitrary<Principal> = fc.record({
  id: fc.constantFrom(...PEOPLE),
  grants: fc.array(grant, { maxLength: 3 }),
});
const actor: fc.Arbitrary<Actor> = fc.record({
  id: fc.constantFrom(...PEOPLE),
  role: fc.constantFrom('OFFICER', 'OFFICER', 'SECRETARIAT'),
  agency,
});
const accusedOffice = fc.record({ area: fc.constantFrom(...AREAS) }, { requiredKeys: ['area'] });
const facts: fc.Arbitrary<ActionFacts> = fc.record({
  votingOrCounting: fc.boolean(),
  duplicate: fc.constantFrom('fit', 'fit', 'itself', 'duplicate', 'missing'),
  personExists: fc.boolean(),
  withoutOfficer: fc.subarray(AGENCIES),
  holds: fc.boolean(),
  onDuty: fc.boolean(),
  mayAcknowledge: fc.boolean(),
  ladder: fc.constant(LADDER),
});

const correction = fc.oneof(
  fc.record({ field: fc.constantFrom('place', 'description'), value: text }),
  fc.record({
    field: fc.constantFrom('occurredAt', 'knownAt', 'receivedAt', 'occurredUntil'),
    value: instant,
  }),
  fc.record({ field: fc.constant('area'), value: caseArea }),
  fc.record({ field: fc.constant('accusedOffice'), value: fc.oneof(accusedOffice, fc.constant(null)) }),
  fc.record({ field: fc.constant('access'), value: fc.constantFrom('OPEN', 'RESTRICTED') }),
  fc.record({ field: fc.constant('nature'), value: fc.constantFrom('INCIDENT', 'POTENTIAL') }),
  fc.record({ field: fc.constant('origin'), value: fc.constantFrom('CITIZEN', 'OWN_OBSERVATION') }),
  fc.record({ field: fc.constantFrom('place', 'coordinates', 'knownAt'), value: fc.constant(null) }),
);

function said<T extends CaseAction['type']>(type: T, rest: object = {}): fc.Arbitrary<CaseAction> {
  const arbitraries = Object.entries(rest).map(
    ([name, value]) => [name, value as fc.Arbitrary<unknown>] as const,
  );
  return fc.record(Object.fromEntries(arbitraries)).map((members) => ({ type, ...members }) as CaseAction);
}

const verification = fc.constantFrom('VERIFIED', 'VERIFIED', 'REJECTED', 'UNVERIFIABLE');
const assignment = said('assignment', { lead: agency, supporting: fc.subarray(AGENCIES), dueAt: instant });
const progress = said('referrals/progress', {
  n,
  state: fc.constantFrom('RECEIVED', 'HANDED_ON', 'PROVEN', 'SANCTIONED', 'STOPPED'),
  at: instant,
  handedTo: body,
});
const action: fc.Arbitrary<CaseAction> = fc.oneof(
  { arbitrary: said('verification', { outcome: verification, reason: text }), weight: 3 },
  said('verification', { outcome: fc.constant('DUPLICATE'), reason: text, duplicateOf: text }),
  said('handling'),
  said('handling', { note: text }),
  { arbitrary: assignment, weight: 3 },
  { arbitrary: said('assignment/acceptance'), weight: 3 },
  said('assignment/refusal', { reason: text }),
  said('field-actions', {
    kind: fc.constant('PATROL'),
    takenAt: instant,
    with: fc.subarray(AGENCIES),
    result: fc.constant('DONE'),
    summary: text,
  }),
  said('input-requests', { agency, question: text }),
  said('input-requests/answer', { n, answer: text }),
  { arbitrary: said('referrals', { body, as: fc.constant('REQUEST'), reason: text }), weight: 2 },
  said('referrals', { body, as: fc.constant('REQUEST'), reason: text, letter, deliveredAt: instant }),
  letter.chain((one) =>
    said('referrals/letter', { n, number: fc.constant(one.number), date: fc.constant(one.date) }),
  ),
  { arbitrary: progress, weight: 2 },
  said('promotion', { occurredAt: instant }),
  said('lapse', { reason: text }),
  said('notes', { text }),
  said('evidence', { sha256: text }),
  {
    arbitrary: correction.map((one) => ({ type: 'corrections', ...one, reason: 'x' }) as CaseAction),
    weight: 3,
  },
  said('severity', { severity: fc.integer({ min: 1, max: 4 }), reason: text }),
  { arbitrary: said('resolution', { outcome: fc.constant('OTHER'), summary: text }), weight: 2 },
  { arbitrary: said('closure'), weight: 2 },
  said('return', { reason: text }),
  said('reopening', { reason: text }),
  said('access', { person: fc.constantFrom(...PEOPLE), reason: text }),
  said('escalation', { to: level, reason: text }),
  said('escalation/acknowledgement', {
    via: fc.constantFrom('APP', 'PHONE'),
    by: fc.constantFrom(...PEOPLE),
  }),
  said('escalation/lowering', { to: level, reason: text }),
  { arbitrary: said('escalation/proposal/confirmation', { note: text }), weight: 2 },
  said('escalation/proposal/refusal', { reason: text }),
  said('escalation/informed', { group: text, via: text, at: instant }),
);

/** A process comes for the clock that is due first, if one is by then. */
interface Firing {
  readonly type: 'fire-first';
}

interface Told {
  readonly command: CaseCommand | Firing;
  readonly by: Actor;
  readonly at: string;
}

const start: fc.Arbitrary<Told> = fc
  .record({
    by: actor,
    report: fc.record({
      nature: fc.constantFrom('INCIDENT', 'INCIDENT', 'POTENTIAL'),
      severity: fc.integer({ min: 1, max: 4 }),
      area: caseArea,
      origin: fc.constantFrom('CITIZEN', 'OWN_OBSERVATION'),
      access: fc.constantFrom('OPEN', 'RESTRICTED'),
      accusedOffice: fc.option(fc.constantFrom({ area: '33.74.10' }, { area: '33.74', agency: 'DLH' }), {
        nil: undefined,
      }),
    }),
    archived: fc.constantFrom(false, false, false, true),
  })
  .map(({ archived, ...drawn }) => {
    const { by, report } = asStored(drawn);
    const command = recording(report as Parameters<typeof recording>[0], {
      by,
      archived,
      facts: { severity: 2, access: 'OPEN', taxonomyVersion: 1, ladder: LADDER },
    });
    return { command, by, at: command.at };
  });

/** An election that nobody knew of when the clocks were set. */
const IN_QUIET_DAYS = {
  ...LADDER,
  calendar: calendarWith({
    contest: 'x',
    regime: 'PILKADA',
    stage: 'quiet_days',
    from: '2026-11-01T00:00',
    until: '2026-12-01T00:00',
  }),
};

const step = (hours: number): fc.Arbitrary<Told> =>
  fc.oneof(
    {
      arbitrary: fc.record({ action, by: actor, facts }).map(({ facts, ...drawn }): Told => {
        const { action, by } = asStored(drawn);
        const at = hour(hours);
        return { command: { type: 'act', action, by, at, facts }, by, at };
      }),
      weight: 30,
    },
    {
      arbitrary: fc.constant<Told>({ command: { type: 'fire-first' }, by: SYSTEM, at: hour(hours) }),
      weight: 15,
    },
    fc.constantFrom<Told>(
      {
        command: { type: 'undo-duplicate', reason: 'x', at: hour(hours), facts: LADDER },
        by: SYSTEM,
        at: hour(hours),
      },
      {
        command: { type: 'ladder', step: { type: 'reset-clocks' }, at: hour(hours), facts: IN_QUIET_DAYS },
        by: SYSTEM,
        at: hour(hours),
      },
    ),
  );

const course: fc.Arbitrary<readonly Told[]> = fc
  .tuple(start, fc.integer({ min: 5, max: 40 }))
  .chain(([first, length]) =>
    fc.tuple(...Array.from({ length }, (_, index) => step(index * 5))).map((rest) => [first, ...rest]),
  );

/** What the commands record, one after another; those that a rule refuses record nothing. */
function live(told: readonly Told[]): { state: CaseState; facts: Fact<CaseEvent>[] } {
  let state = caseDecider.initial;
  const recorded: Fact<CaseEvent>[] = [];
  for (const { command: asked, by, at } of told) {
    const command = asked.type === 'fire-first' ? firstDue(state, at) : asked;
    if (command === null) continue;
    for (const event of decided(command, state)) {
      const fact = { ...event, by, at };
      recorded.push(fact);
      state = caseDecider.evolve(state, fact);
    }
  }
  return { state, facts: recorded };
}

function firstDue(state: CaseState, at: string): CaseCommand | null {
  const clocks = state.status === 'NONE' ? [] : (state.ladder?.clocks ?? []);
  const [first] = clocks
    .filter(({ calendar }) => calendar.dueAt <= at)
    .sort((a, b) => a.calendar.dueAt.localeCompare(b.calendar.dueAt));
  if (first === undefined) return null;
  const { kind, rule, startedAt } = first;
  const step = { type: 'fire-clock', kind, rule, startedAt, moment: 'due' } as const;
  return { type: 'ladder', step, at, facts: LADDER };
}

function decided(command: CaseCommand, state: CaseState): readonly CaseEvent[] {
  try {
    return caseDecider.decide(command, state);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}

describe('any course of a case', () => {
  it('is reproduced by replaying what was stored of it', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(course, (told) => {
        const { state, facts } = live(told);
        for (const { type } of facts) seen.add(type);
        expect(asStored(facts)).toStrictEqual(facts);
        const replayed = fold(caseDecider, caseDecider.initial, asStored(facts));
        expect(replayed).toStrictEqual(state);
        expect(fold(caseDecider, caseDecider.initial, facts)).toStrictEqual(replayed);
        expect(asStored(state)).toStrictEqual(state);
      }),
      { numRuns: 500 },
    );
    // A course that never leaves the beginning would prove nothing.
    expect([...seen].sort()).toEqual([...CASE_EVENT_TYPES].sort());
  });

  it('says in its events where the case stands then', () => {
    fc.assert(
      fc.property(course, (told) => {
        let state = caseDecider.initial;
        for (const fact of live(told).facts) {
          state = caseDecider.evolve(state, fact);
          if ('status' in fact.data) expect(state.status).toBe(fact.data.status);
        }
      }),
    );
  });
});

describe('the board', () => {
  it('shows level, clocks and proposal of any case as the case itself has them', () => {
    fc.assert(
      fc.property(course, (told) => {
        let row: CaseBoardRow | null = null;
        let state: CaseState = caseDecider.initial;
        for (const [revision, fact] of live(told).facts.entries()) {
          const fold = caseBoard.on[fact.type] as (row: CaseBoardRow | null, event: unknown) => CaseBoardRow;
          row = fold(row, { ...fact, revision, position: String(revision), stream: 'case-x' });
          state = caseDecider.evolve(state, fact);
        }
        if (state.status === 'NONE' || row === null) return;
        const { clocks = [], proposal = null } = state.ladder ?? {};
        const shown: CaseBoardRow = row;
        expect([shown.level, shown.clocks]).toEqual([levelOf(state), clocks]);
        if (shown.level !== null) expect(shown.proposal === null).toBe(proposal === null);
      }),
    );
  });
});

/** An action of the type that only permission or the state can refuse. */
function harmless(type: string, number: number, lowest: string): CaseAction {
  const all: Readonly<Record<string, object>> = {
    verification: { outcome: 'VERIFIED' },
    assignment: { lead: 'DISHUB', supporting: [], dueAt: hour(1_000) },
    'field-actions': { kind: 'PATROL', takenAt: hour(0), with: [], result: 'DONE', summary: 'x' },
    'input-requests': { agency: 'DLH', question: '?' },
    'input-requests/answer': { n: number, answer: 'x' },
    referrals: { body: 'KPU', as: 'REQUEST', reason: 'x' },
    'referrals/letter': { n: number, number: 'baru', date: '2026-11-24' },
    'referrals/progress': { n: number, state: 'PROVEN', at: hour(0) },
    promotion: { occurredAt: hour(0) },
    notes: { text: 'x' },
    evidence: { sha256: 'baru' },
    corrections: { field: 'place', value: 'tempat baru', reason: 'x' },
    severity: { severity: 9, reason: 'x' },
    resolution: { outcome: 'OTHER', summary: 'x' },
    access: { person: 'baru', reason: 'x' },
    escalation: { to: 'E4' },
    'escalation/acknowledgement': { by: 'baru', via: 'PHONE' },
    'escalation/lowering': { to: lowest },
    'escalation/informed': { group: 'x', via: 'x', at: hour(0) },
  };
  return { type, reason: 'x', ...all[type] } as CaseAction;
}

function passes(
  type: string,
  number: number,
  who: Principal,
  state: KnownCase,
  at: string,
  facts: ActionFacts,
): boolean {
  try {
    const action = harmless(type, number, deepestOffice(state.report).level);
    const by = authorise(action, who, state, at, facts);
    return caseDecider.decide({ type: 'act', action, by, at, facts }, state).length > 0;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

const TAILS = [
  ...[
    'verification',
    'handling',
    'assignment',
    'assignment/acceptance',
    'assignment/refusal',
    'field-actions',
  ],
  ...[
    'input-requests',
    'input-requests/1/answer',
    'input-requests/2/answer',
    'referrals',
    'referrals/1/letter',
  ],
  ...[
    'referrals/1/progress',
    'referrals/2/letter',
    'referrals/2/progress',
    'promotion',
    'lapse',
    'notes',
    'evidence',
  ],
  ...['corrections', 'severity', 'resolution', 'closure', 'return', 'reopening', 'access'],
  ...['escalation', 'escalation/acknowledgement', 'escalation/lowering', 'escalation/informed'],
  ...['escalation/proposal/confirmation', 'escalation/proposal/refusal'],
];

const typeOf = (tail: string): string => tail.replace(/\/\d+\//, '/');

describe('any person before any case', () => {
  it('is told exactly the actions that would pass', () => {
    const listed = new Set<string>();
    fc.assert(
      fc.property(course, principal, facts, fc.integer({ min: 0, max: 300 }), (told, who, known, hours) => {
        const { state } = live(told);
        if (state.status === 'NONE') return;
        const now = hour(hours);
        const all = { ...FACTS, ...known, personExists: true, mayAcknowledge: true };
        const expected = TAILS.filter((tail) => {
          const [, number = '0'] = /\/(\d+)\//.exec(tail) ?? [];
          return passes(typeOf(tail), Number(number), who, state, now, all);
        });
        const actions = allowedActions(who, state, now, all).filter((tail) => !/\/([3-9]|\d\d)\//.test(tail));
        for (const one of actions) listed.add(typeOf(one));
        expect([...actions].sort()).toEqual([...expected].sort());
      }),
      { numRuns: 1_000 },
    );
    expect([...listed].sort()).toEqual([...ACTION_TYPES].sort());
  });

  it('never sees a case against their own office', () => {
    let barred = 0;
    fc.assert(
      fc.property(course, principal, (told, who) => {
        const { state } = live(told);
        if (state.status === 'NONE') return;
        const access = accessOf(state);
        const office = access.accusedOffice;
        const sitsThere = who.grants.some(
          ({ area, agency }) =>
            office !== null && covers(office.area, area) && (!office.agency || office.agency === agency),
        );
        expect(isBarred(who, office)).toBe(sitsThere);
        if (!sitsThere) return;
        barred++;
        expect(visible(who, access)).toBe(false);
        expect(allowedActions(who, state, hour(300), FACTS)).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(barred).toBeGreaterThan(20);
  });
});
