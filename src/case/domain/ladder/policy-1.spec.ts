import {
  ACCEPT,
  ASSIGN,
  acting,
  actor,
  CLOSE,
  calendarWith,
  factsOf,
  HANDLE,
  hour,
  LADDER,
  LEAD,
  REFER,
  REFUSE,
  RESOLVE,
  recording,
  refusal,
  type Step,
  stateOf,
  stepping,
  VERIFY,
  VILLAGE,
} from '../../../../test/support/case-scenario.js';
import type { LocalPeriod } from '../../../calendar/area-calendar.js';
import type { Clock, ClockKind } from '../../../calendar/clock.js';
import type { Fact } from '../../../kernel/decider.js';
import type { CaseAction } from '../case.commands.js';
import type { CaseEvent } from '../case.events.js';
import { hasLadder } from './ladder-case.js';
import type { LadderFacts } from './ladder-facts.js';

/** A clock that a process finds due; at which hour it comes for it. */
interface Firing {
  readonly fires: ClockKind;
  readonly moment?: 'alarm' | 'due';
  readonly hours: number;
  readonly facts?: Partial<LadderFacts>;
}

type Told = Step | Firing;

/** The history of a case: what people did, and what clocks did. */
function told(...steps: readonly Told[]): Fact<CaseEvent>[] {
  let facts: Fact<CaseEvent>[] = [];
  for (const step of steps) facts = [...facts, ...next(facts, step)];
  return facts;
}

function next(facts: readonly Fact<CaseEvent>[], step: Told): Fact<CaseEvent>[] {
  const state = stateOf(facts);
  return factsOf('fires' in step ? firing(step, facts) : step, state);
}

function firing({ fires, moment = 'due', hours, facts }: Firing, past: readonly Fact<CaseEvent>[]): Step {
  const clock = clocksOf(past).find(({ kind }) => kind === fires);
  if (clock === undefined) throw new Error(`No clock ${fires} runs.`);
  const { rule, startedAt } = clock;
  return stepping({ type: 'fire-clock', kind: fires, rule, startedAt, moment }, hours, facts);
}

function clocksOf(facts: readonly Fact<CaseEvent>[]): readonly Clock[] {
  const state = stateOf(facts);
  return hasLadder(state) ? state.ladder.clocks : [];
}

/** `acknowledge 4`: the kind of a clock, and the hour of the story at which it runs out. */
function running(facts: readonly Fact<CaseEvent>[]): string {
  return clocksOf(facts)
    .map(({ kind, calendar }) => `${kind} ${(Date.parse(calendar.dueAt) - Date.parse(hour(0))) / 3_600_000}`)
    .join(', ');
}

/** What an event says of the ladder, in one line. */
function line({ type, data }: CaseEvent): string {
  switch (type) {
    case 'EscalationStarted':
      return `start ${data.level} ${data.holder.area} (${data.rule})${inform(data.informed)}`;
    case 'EscalationRaised':
      return `${data.from} > ${data.level} ${data.holder.area} (${data.trigger} ${data.rule})${inform(data.informed)}${data.late ? ' late' : ''}`;
    case 'EscalationLowered':
      return `${data.from} < ${data.level} ${data.holder.area}`;
    case 'UpperLevelInformed':
      return `informs ${data.level} (${data.rule})`;
    case 'EscalationProposed':
      return `proposes ${data.to} (${data.rule})`;
    case 'DeadlinePassed':
      return `passed ${data.kind} ${data.moment}`;
    default:
      return type;
  }
}

function inform(levels: readonly string[]): string {
  return levels.length === 0 ? '' : ` informs ${levels.join(' ')}`;
}

/** Severity 3 runs by the clock, so that hours are hours. */
const grave = recording({ severity: 3 });
const critical = recording({ severity: 4 });
const QUARREL = { category: 'GROUP_CLASH', subcategory: 'BRAWL', severity: 3 } as const;

describe('the start step of policy 1', () => {
  it.each<[string, Parameters<typeof recording>[0], string, string]>([
    ['severity 1', { severity: 1 }, `start E0 ${VILLAGE} (severity)`, 'acknowledge 28, handle 80'],
    ['severity 2', { severity: 2 }, `start E0 ${VILLAGE} (severity)`, 'acknowledge 28, handle 80'],
    ['severity 3', { severity: 3 }, 'start E1 33.74.10 (severity)', 'acknowledge 4, handle 24'],
    ['severity 4', { severity: 4 }, 'start E2 33.74 (severity) informs E3', 'acknowledge 4, progress 72'],
    [
      'severity 3 known to the kota only',
      { severity: 3, area: '33.74' },
      'start E2 33.74 (area_depth)',
      'acknowledge 4, progress 72',
    ],
    [
      'severity 2 known to the kecamatan only',
      { severity: 2, area: '33.74.10' },
      'start E1 33.74.10 (area_depth)',
      'acknowledge 28, handle 80',
    ],
    [
      'severity 3 known to the province only',
      { severity: 3, area: '33' },
      'start E3 33 (area_depth)',
      'progress 72',
    ],
    [
      'severity 4 in the province, which informs the country',
      { severity: 4, area: '33' },
      'start E3 33 (area_depth) informs E4',
      'progress 72',
    ],
    [
      'a camat accused: the office and those below are skipped',
      { severity: 3, accusedOffice: { area: '33.74.10' } },
      'start E2 33.74 (accused_office)',
      'acknowledge 4, progress 72',
    ],
    [
      'arson, however light it was logged',
      { ...QUARREL, subcategory: 'ARSON', severity: 1 },
      'start E2 33.74 (deaths_arson_weapons) informs E3',
      'acknowledge 28, progress 271.5',
    ],
    [
      'a death',
      { ...QUARREL, details: { dead: 1 } },
      'start E2 33.74 (deaths_arson_weapons) informs E3',
      'acknowledge 4, progress 72',
    ],
    [
      'weapons',
      { ...QUARREL, details: { weapons: 'celurit' } },
      'start E2 33.74 (deaths_arson_weapons) informs E3',
      'acknowledge 4, progress 72',
    ],
    [
      'nobody dead',
      { ...QUARREL, details: { dead: 0 } },
      'start E1 33.74.10 (severity)',
      'acknowledge 4, handle 24',
    ],
    [
      'an early warning: somebody looks at it, and it is reviewed',
      { severity: 3, nature: 'POTENTIAL', occurredAt: undefined },
      'start E1 33.74.10 (severity)',
      'acknowledge 4, review 168',
    ],
  ])('%s', (_, report, start, clocks) => {
    const facts = told(recording(report));
    expect(facts.slice(1).map(line)).toEqual([start]);
    expect(running(facts)).toBe(clocks);
  });

  it('is none for history', () => {
    expect(told(recording({ severity: 4 }, { archived: true }))).toHaveLength(1);
  });
});

const VOTING: LocalPeriod = {
  contest: 'x',
  regime: 'PILKADA',
  stage: 'voting',
  // From Monday 00.00 WIB, 16 hours after the recording.
  from: '2026-11-23T00:00',
  until: '2026-11-24T00:00',
};

describe('voting and counting', () => {
  const during = { ...LADDER, calendar: calendarWith(VOTING), regime: null };
  const logged = (hours: number) =>
    recording(
      { severity: 2 },
      {
        at: hour(hours),
        facts: { severity: 2, access: 'OPEN', taxonomyVersion: 1, ladder: during },
      },
    );

  it('leave 15 minutes to acknowledge and 30 to take a case up, whatever its severity', () => {
    expect(running(told(logged(17)))).toBe('acknowledge 17.25, handle 17.5');
  });

  it('tighten a clock at their first minute', () => {
    expect(running(told(logged(14)))).toBe('acknowledge 16.25, handle 16.5');
  });
});

describe('a clock of policy 1 that runs out', () => {
  const confirmed = acting(
    { type: 'escalation/proposal/confirmation', note: 'Perlu bantuan.' },
    { hours: 73 },
  );
  const atProvince = [critical, { fires: 'progress', hours: 72 }, confirmed] as const;

  it.each<[string, readonly Told[], Firing, string[], string]>([
    [
      'not acknowledged at E0: the kecamatan holds it',
      [recording({ severity: 2 })],
      { fires: 'acknowledge', hours: 28 },
      ['E0 > E1 33.74.10 (time not_acknowledged)'],
      'acknowledge 32, handle 100',
    ],
    [
      'not acknowledged at E1: the kota holds it',
      [grave],
      { fires: 'acknowledge', hours: 4 },
      ['E1 > E2 33.74 (time not_acknowledged)'],
      'acknowledge 8, progress 76',
    ],
    [
      'not acknowledged at E2: the province is told, the kota keeps it',
      [critical],
      { fires: 'acknowledge', hours: 4 },
      ['informs E3 (not_acknowledged_by_regency)'],
      'progress 72',
    ],
    [
      'not handled at E1, though acknowledged',
      [grave, acting({ type: 'escalation/acknowledgement', via: 'APP' }, { facts: { holds: true } })],
      { fires: 'handle', hours: 24 },
      ['E1 > E2 33.74 (time not_handled)'],
      'acknowledge 28, progress 96',
    ],
    [
      'no progress at E2: the next level is proposed, nobody is moved',
      [critical],
      { fires: 'progress', hours: 72 },
      ['proposes E3 (no_progress)'],
      'proposal 96, acknowledge 4',
    ],
    [
      'a proposal that nobody answers: it is shown, and stands',
      [critical, { fires: 'progress', hours: 72 }],
      { fires: 'proposal', hours: 96 },
      ['passed proposal due'],
      'acknowledge 4',
    ],
    [
      'no progress at E3: the country is proposed',
      atProvince,
      { fires: 'progress', hours: 145 },
      ['proposes E4 (no_progress)'],
      'proposal 169',
    ],
    [
      'the end of an assignment',
      [grave, acting(VERIFY), acting(ASSIGN, { hours: 2 }), acting(ACCEPT, { by: LEAD, hours: 3 })],
      { fires: 'assignment', hours: 48 },
      ['passed assignment due'],
      '',
    ],
    [
      'the review of an early warning',
      [recording({ nature: 'POTENTIAL', occurredAt: undefined }), acting(VERIFY)],
      { fires: 'review', hours: 169 },
      ['passed review due'],
      '',
    ],
    [
      'an outside body that says nothing',
      [grave, acting(VERIFY), acting(REFER, { hours: 2 })],
      { fires: 'referral', hours: 170 },
      ['passed referral due'],
      '',
    ],
    [
      'a firing that comes late: it says so, and the next level has its whole time',
      [grave],
      { fires: 'acknowledge', hours: 30 },
      ['E1 > E2 33.74 (time not_acknowledged) late'],
      'acknowledge 34, progress 102',
    ],
    [
      'at a level whose office above is accused: it is skipped',
      [recording({ severity: 3, area: '33.74.10.1004', accusedOffice: { area: '33.74.11' } })],
      { fires: 'acknowledge', hours: 4 },
      ['E1 > E2 33.74 (time not_acknowledged)'],
      'acknowledge 8, progress 76',
    ],
  ])('%s', (_, given, when, events, clocks) => {
    const before = told(...given);
    const fired = next(before, when);
    expect(fired.map(line)).toEqual(events);
    expect(running([...before, ...fired])).toBe(clocks);
  });

  it('says which clock it was and how it was reckoned', () => {
    const facts = told(grave, { fires: 'acknowledge', hours: 4.1 });
    expect(facts.at(-1)?.data).toMatchObject({
      policyVersion: 1,
      inputs: { severity: 3, status: 'RECEIVED' },
      calendar: { zone: 'WIB', stage: null, kind: 'running_hours', window: 'PT4H', dueAt: hour(4) },
    });
  });

  it('fires once, only while it runs, and not before it is due', () => {
    const before = told(grave);
    const step = firing({ fires: 'acknowledge', hours: 4 }, before);
    const early = firing({ fires: 'acknowledge', hours: 3.9 }, before);
    expect(refusal(() => factsOf(early, stateOf(before)))).toBe('nothing_to_change');
    const after = [...before, ...factsOf(step, stateOf(before))];
    expect(refusal(() => factsOf(step, stateOf(after)))).toBe('nothing_to_change');
    const handle = firing({ fires: 'handle', hours: 24 }, before);
    expect(refusal(() => factsOf(handle, stateOf(after)))).toBe('nothing_to_change');
    // The same rule at the next level is another clock.
    const light = told(recording({ severity: 2 }));
    const first = firing({ fires: 'acknowledge', hours: 28 }, light);
    const climbed = [...light, ...factsOf(first, stateOf(light))];
    expect(refusal(() => factsOf({ ...first, at: hour(40) } as Step, stateOf(climbed)))).toBe(
      'nothing_to_change',
    );
    const handled = [...before, ...next(before, acting(HANDLE))];
    expect(refusal(() => factsOf(step, stateOf(handled)))).toBe('nothing_to_change');
  });
});

const TERM: Clock = {
  kind: 'statutory',
  rule: 'bawaslu_report_pilkada',
  policyVersion: 1,
  startedAt: hour(-2),
  calendar: {
    zone: 'WIB',
    stage: null,
    kind: 'calendar_days',
    window: 'P7D',
    dueAt: '2026-11-29T09:00:00.000Z',
    skipped: [],
  },
};

describe('a term of law', () => {
  const pilkada = { ...LADDER, regime: 'PILKADA' as const };
  const facts = { severity: 2, access: 'OPEN' as const, taxonomyVersion: 1, ladder: pilkada };
  const reported = (severity: number) => recording({ severity, knownAt: hour(-1) }, { facts });
  const alarm = (steps: readonly Told[]) => {
    const term = clocksOf(told(...steps)).find(({ kind }) => kind === 'statutory');
    return (Date.parse(term?.alarmAt ?? '') - Date.parse(hour(0))) / 3_600_000;
  };

  it('runs from when the case was known, with an alarm when a quarter is left', () => {
    const term = clocksOf(told(reported(2))).find(({ kind }) => kind === 'statutory');
    expect(term).toMatchObject({ rule: TERM.rule, calendar: TERM.calendar, startedAt: hour(-1) });
    expect(alarm([reported(2)])).toBeGreaterThan(120);
  });

  it.each<[string, number, 'alarm' | 'due', string[]]>([
    ['below the kota gives the case up to it', 2, 'alarm', ['E0 > E2 33.74 (statutory statutory_clock)']],
    ['does so too when it has passed', 3, 'due', ['E1 > E2 33.74 (statutory statutory_clock)']],
    ['at the kota is marked when it is near', 4, 'alarm', ['passed statutory alarm']],
    ['at the kota is marked when it has passed', 4, 'due', ['passed statutory due']],
  ])('%s', (_, severity, moment, events) => {
    const steps = [reported(severity)];
    const hours = moment === 'alarm' ? alarm(steps) : 200;
    const before = told(...steps);
    const fired = next(before, { fires: 'statutory', moment, hours });
    expect(fired.map(line).map((one) => one.replace(' late', ''))).toEqual(events);
  });

  it('is marked only, while an outside body has the case', () => {
    const informed = acting({ ...REFER, as: 'INITIAL_INFORMATION' } as CaseAction);
    const steps = [reported(2), acting(VERIFY), informed];
    const fired = next(told(...steps), { fires: 'statutory', moment: 'alarm', hours: alarm(steps) });
    expect(fired.map(line)).toEqual(['passed statutory alarm']);
  });

  it('gives its alarm once, and runs on to its end', () => {
    const steps = [reported(2)];
    const alarmed = [
      ...steps,
      { fires: 'statutory' as const, moment: 'alarm' as const, hours: alarm(steps) },
    ];
    const after = told(...alarmed);
    expect(clocksOf(after).find(({ kind }) => kind === 'statutory')?.alarmAt).toBeUndefined();
    expect(next(after, { fires: 'statutory', hours: 177 }).map(line)).toEqual(['passed statutory due']);
  });

  it('gives its alarm as another timer where it comes back in its last quarter', () => {
    const steps = [reported(2)];
    const fires = { fires: 'statutory' as const, moment: 'alarm' as const, hours: alarm(steps) };
    const handled = acting(HANDLE, { hours: 170, facts: { votingOrCounting: true, ladder: pilkada } });
    const back = acting(
      { type: 'return', reason: 'x' },
      { by: LEAD, hours: 172, facts: { ladder: pilkada } },
    );
    const resolved = acting(RESOLVE, { hours: 171, facts: { ladder: pilkada } });
    expect(alarm([...steps, fires, handled, resolved, back])).toBe(172);
  });

  it('begins with a calendar that says of an election, unless it has passed or the case is over', () => {
    const before = told(recording({ severity: 2, knownAt: hour(-1) }));
    const termsAt = (hours: number, facts: readonly Fact<CaseEvent>[]) => {
      const set = stepping({ type: 'reset-clocks' }, hours, pilkada);
      return clocksOf([...facts, ...factsOf(set, stateOf(facts))]).filter(({ kind }) => kind === 'statutory');
    };
    expect(clocksOf(before).map(({ kind }) => kind)).not.toContain('statutory');
    expect(termsAt(10, before)).toMatchObject([{ rule: TERM.rule, calendar: TERM.calendar }]);
    expect(refusal(() => termsAt(200, before))).toBe('nothing_to_change');
    const transferred = told(
      recording({ severity: 2, knownAt: hour(-1) }),
      acting(VERIFY),
      acting({ ...REFER, as: 'TRANSFER' } as CaseAction),
    );
    expect(refusal(() => termsAt(10, transferred))).toBe('nothing_to_change');
  });

  it('stays ended after a transfer to Bawaslu, whatever is corrected later', () => {
    const ladder = { facts: { ladder: pilkada } };
    const proven: CaseAction = { type: 'referrals/progress', n: 1, state: 'PROVEN', at: hour(2) };
    const correct: CaseAction = { type: 'corrections', field: 'knownAt', value: hour(0), reason: 'x' };
    const steps = [reported(2), acting(VERIFY, ladder), acting(REFER, ladder), acting(proven, ladder)];
    const after = clocksOf(told(...steps, acting(correct, { hours: 3, ...ladder })));
    expect(after.map(({ kind }) => kind)).not.toContain('statutory');
  });

  it.each([
    ['INITIAL_INFORMATION', true],
    ['REQUEST', true],
    ['TRANSFER', false],
  ] as const)('runs on after a referral to Bawaslu as %s: %s', (as, runs) => {
    const referral = acting({ ...REFER, as } as CaseAction, { facts: { ladder: pilkada } });
    const kinds = clocksOf(told(reported(2), acting(VERIFY), referral)).map(({ kind }) => kind);
    expect(kinds).toEqual(runs ? ['referral', 'statutory'] : ['referral']);
  });
});

describe('what people do', () => {
  const holding = { facts: { holds: true } };
  const acknowledge = acting({ type: 'escalation/acknowledgement', via: 'APP' }, holding);
  const raise = acting({ type: 'escalation', to: 'E3', reason: 'perlu' }, { hours: 2 });
  const severity = (to: number, hours = 1) =>
    acting({ type: 'severity', severity: to, reason: 'x' }, { hours });
  const lower = acting({ type: 'escalation/lowering', to: 'E0', reason: 'cukup' }, { hours: 3 });
  const patrol: CaseAction = {
    type: 'field-actions',
    kind: 'PATROL',
    takenAt: hour(9),
    with: [],
    result: 'DONE',
    summary: 'x',
  };
  const refuse = acting({ type: 'escalation/proposal/refusal', reason: 'besok' }, { hours: 80 });
  const proposed = [critical, { fires: 'progress', hours: 72 }] as const;

  it.each<[string, readonly Told[], Told, string]>([
    ['acknowledging ends that wait only', [grave], acknowledge, 'handle 24'],
    ['taking it up ends both waits', [grave], acting(HANDLE), ''],
    [
      'an assignment alone ends none',
      [grave, acting(VERIFY)],
      acting(ASSIGN),
      'acknowledge 4, handle 24, assignment 48',
    ],
    [
      'an accepted assignment ends both',
      [grave, acting(VERIFY), acting(ASSIGN)],
      acting(ACCEPT, { by: LEAD }),
      'assignment 48',
    ],
    [
      'a lead that refuses while the head has the case in hand leaves nothing to take up',
      [grave, acting(VERIFY), acting(ASSIGN), acting(HANDLE)],
      acting(REFUSE, { by: LEAD }),
      '',
    ],
    [
      'a proposal ends with the office that was asked',
      proposed,
      acting(
        { type: 'corrections', field: 'accusedOffice', value: { area: '33.74' }, reason: 'x' },
        { hours: 73 },
      ),
      'progress 145',
    ],
    [
      'a deadline that has passed unnoticed stays, so that its firing says how late it comes',
      [recording({ severity: 1, area: '33.74' })],
      severity(3, 100),
      'acknowledge 28, progress 100',
    ],
    [
      'a body of which nothing was heard for long is asked after now',
      [grave, acting(VERIFY)],
      acting({ ...REFER, body: 'KPU', deliveredAt: hour(-200) } as CaseAction, { hours: 5 }),
      'referral 5',
    ],
    [
      'a warning that was assigned keeps the deadline when it comes back',
      [
        recording({ severity: 3, nature: 'POTENTIAL', occurredAt: undefined }),
        acting(ASSIGN),
        acting(HANDLE),
        acting(RESOLVE),
      ],
      acting({ type: 'return', reason: 'x' }, { by: LEAD, hours: 2 }),
      'acknowledge 6, assignment 48, review 170',
    ],
    ['a field action is progress', [critical], acting(patrol, { hours: 10 }), 'acknowledge 4, progress 82'],
    [
      'a note is none',
      [critical],
      acting({ type: 'notes', text: 'x' }, { hours: 10 }),
      'acknowledge 4, progress 72',
    ],
    [
      'a refused proposal leaves the time for progress once more',
      proposed,
      refuse,
      'progress 152, acknowledge 4',
    ],
    ['raising gives the new level its own clocks', [grave], raise, 'progress 74'],
    [
      'lowering too',
      [recording({ severity: 2 }), { fires: 'acknowledge', hours: 28 }],
      lower,
      'acknowledge 28, handle 80',
    ],
    ['a resolution stops all', [grave, acting(HANDLE)], acting(RESOLVE), ''],
    ['a closure too', [grave, acting(HANDLE), acting(RESOLVE, { by: LEAD })], acting(CLOSE), ''],
    [
      'a return starts them again: the level has to hear of it',
      [critical, acting(HANDLE), acting(RESOLVE)],
      acting({ type: 'return', reason: 'x' }, { hours: 50 }),
      'acknowledge 54, progress 122',
    ],
    [
      'a rejection stops all',
      [grave],
      acting({ type: 'verification', outcome: 'REJECTED', reason: 'x' }),
      '',
    ],
    [
      'a referral leaves the reminder alone',
      [grave, acting(VERIFY)],
      acting(REFER, { hours: 5 }),
      'referral 173',
    ],
    [
      'a word of the body starts the reminder anew',
      [grave, acting(VERIFY), acting({ ...REFER, body: 'KPU' } as CaseAction, { hours: 5 })],
      acting({ type: 'referrals/progress', n: 1, state: 'REGISTERED', at: hour(9) }, { hours: 10 }),
      'referral 178',
    ],
    [
      'its last word brings the case back to the team',
      [grave, acting(VERIFY), acting(REFER, { hours: 5 })],
      acting({ type: 'referrals/progress', n: 1, state: 'PROVEN', at: hour(9) }, { hours: 10 }),
      'acknowledge 14',
    ],
    [
      'a watched warning has its review alone',
      [recording({ nature: 'POTENTIAL', occurredAt: undefined })],
      acting(VERIFY),
      'review 169',
    ],
    [
      'a danger that came true starts as a case does',
      [recording({ severity: 3, nature: 'POTENTIAL', occurredAt: undefined }), acting(VERIFY)],
      acting({ type: 'promotion', occurredAt: hour(5) }, { hours: 6 }),
      'acknowledge 10, handle 30',
    ],
    [
      'a graver case is raised, with the new level’s clocks',
      [recording({ severity: 2 })],
      severity(3, 2),
      'acknowledge 6, handle 26',
    ],
    ['a lighter one keeps level and clocks', [grave], severity(1), 'acknowledge 4, handle 24'],
    [
      'a corrected area brings the office there in',
      [grave],
      acting({ type: 'corrections', field: 'area', value: '33.25.11.1019', reason: 'x' }, { hours: 3 }),
      'acknowledge 7, handle 27',
    ],
  ])('%s', (_, given, when, clocks) => {
    const before = told(...given);
    expect(running([...before, ...next(before, when)])).toBe(clocks);
  });

  it.each<[string, readonly Told[], Told, string[]]>([
    [
      'severity 2 > 3',
      [recording({ severity: 2 })],
      severity(3),
      ['SeverityChanged', 'E0 > E1 33.74.10 (severity severity)'],
    ],
    [
      'severity 2 > 4',
      [recording({ severity: 2 })],
      severity(4),
      ['SeverityChanged', 'E0 > E2 33.74 (severity severity) informs E3'],
    ],
    ['severity 3 > 1', [grave], severity(1), ['SeverityChanged']],
    [
      'severity 4 > 3 after the kota gave it back: a lighter case is never raised',
      [critical, acting({ type: 'escalation/lowering', to: 'E0', reason: 'x' })],
      severity(3, 2),
      ['SeverityChanged'],
    ],
    [
      'severity 3 > 4 at the kota already: the province is told, clocks stay',
      [recording({ severity: 3, area: '33.74' })],
      severity(4),
      ['SeverityChanged', 'informs E3 (severity)'],
    ],
    [
      'severity 1 > 3 at the kota: hours of the night count now',
      [recording({ severity: 1, area: '33.74' })],
      severity(3),
      ['SeverityChanged', 'EscalationClocksSet'],
    ],
    [
      'the head who acts has acknowledged by that',
      [grave],
      acting(HANDLE, { by: actor('HEAD'), ...holding }),
      ['CaseTakenUp', 'EscalationAcknowledged'],
    ],
    [
      'a confirmed proposal raises',
      proposed,
      acting({ type: 'escalation/proposal/confirmation' }, { hours: 73 }),
      ['ProposalConfirmed', 'E2 > E3 33 (manual no_progress)'],
    ],
  ])('%s', (_, given, when, events) => {
    const before = told(...given);
    expect(next(before, when).map(line)).toEqual(events);
  });

  it('asks nobody any more to raise a case that moved to the level which was proposed', () => {
    const accused: CaseAction = {
      type: 'corrections',
      field: 'accusedOffice',
      value: { area: '33.74' },
      reason: 'x',
    };
    const after = stateOf(told(...proposed, acting(accused, { hours: 73 })));
    const confirm = acting({ type: 'escalation/proposal/confirmation' }, { hours: 74 });
    expect(refusal(() => factsOf(confirm, after))).toBe('no_proposal');
  });

  it.each<[string, readonly Told[], Step, string | undefined]>([
    [
      'raising to where it is',
      [grave],
      acting({ type: 'escalation', to: 'E1', reason: 'x' }),
      'level_not_above',
    ],
    [
      'lowering to where it is',
      [recording({ severity: 2 }), { fires: 'acknowledge', hours: 28 }],
      acting({ type: 'escalation/lowering', to: 'E1', reason: 'x' }),
      'level_not_below',
    ],
    [
      'lowering below the depth of the area',
      [recording({ severity: 4, area: '33.74.10' })],
      acting({ type: 'escalation/lowering', to: 'E0', reason: 'x' }),
      'level_without_office',
    ],
    [
      'lowering to an office that is accused',
      [recording({ severity: 4, accusedOffice: { area: VILLAGE } })],
      acting({ type: 'escalation/lowering', to: 'E0', reason: 'x' }),
      'level_without_office',
    ],
    ['lowering where there is none below', [recording({ severity: 2 })], lower, 'lowest_level'],
    ['answering where nothing was proposed', [grave], refuse, 'no_proposal'],
    ['acknowledging twice', [grave, acknowledge], acknowledge, 'already_acknowledged'],
    [
      'the desk for nobody',
      [grave],
      acting({ type: 'escalation/acknowledgement', via: 'PHONE' }, { by: actor('DESK') }),
      'acknowledged_by_missing',
    ],
    [
      'the desk for a stranger',
      [grave],
      acting({ type: 'escalation/acknowledgement', by: 'siapa', via: 'PHONE' }, { by: actor('DESK') }),
      'not_of_the_holding_level',
    ],
    [
      'the desk for the head, in the app',
      [grave],
      acting(
        { type: 'escalation/acknowledgement', by: 'camat', via: 'APP' },
        { by: actor('DESK'), facts: { mayAcknowledge: true } },
      ),
      'acknowledged_in_app',
    ],
    [
      'the desk for the head, by phone',
      [grave],
      acting(
        { type: 'escalation/acknowledgement', by: 'camat', via: 'PHONE' },
        { by: actor('DESK'), facts: { mayAcknowledge: true } },
      ),
      undefined,
    ],
  ])('%s', (_, given, when, code) => {
    const before = stateOf(told(...given));
    expect(refusal(() => factsOf(when, before))).toBe(code);
  });
});

describe('the process', () => {
  const quiet = {
    calendar: calendarWith({
      ...VOTING,
      stage: 'quiet_days',
      from: '2026-11-20T00:00',
      until: '2026-11-28T00:00',
    }),
  };

  it('brings a case of policy 0 under the active one, never lower than it stands', () => {
    const old: Fact<CaseEvent> = {
      type: 'EscalationStarted',
      by: actor('OPERATOR'),
      at: hour(0),
      data: {
        policyVersion: 0,
        level: 'E2',
        holder: { area: '33.74', role: 'HEAD' },
        rule: 'area_depth',
        inputs: {},
        informed: [],
        clocks: [],
      },
    };
    const [recorded] = told(recording({ severity: 3 }));
    const before = [recorded as Fact<CaseEvent>, old];
    const adopt = stepping({ type: 'adopt-policy' }, 100);
    const adopted = [...before, ...factsOf(adopt, stateOf(before))];
    expect(adopted.slice(2).map(line)).toEqual(['start E2 33.74 (held_before)']);
    expect(running(adopted)).toBe('acknowledge 104, progress 172');
    expect(refusal(() => factsOf(adopt, stateOf(adopted)))).toBe('nothing_to_change');
    // Whatever people do first does the same.
    const worked = next(before, acting(HANDLE, { hours: 99 }));
    expect(worked.map(line)).toEqual(['CaseTakenUp', 'start E2 33.74 (held_before)']);
  });

  it('reckons clocks anew for an amended calendar; none loosens, and what has passed is due now', () => {
    const before = told(recording({ severity: 2 }));
    const reset = (hours: number, facts = quiet) => stepping({ type: 'reset-clocks' }, hours, facts);
    const at = (hours: number) => running([...before, ...factsOf(reset(hours), stateOf(before))]);
    expect(at(1)).toBe('acknowledge 4, handle 24');
    expect(at(10)).toBe('acknowledge 10, handle 24');
    const tightened = [...before, ...factsOf(reset(1), stateOf(before))];
    expect(refusal(() => factsOf(reset(2, { calendar: calendarWith() }), stateOf(tightened)))).toBe(
      'nothing_to_change',
    );
  });

  it('goes by the version under which a clock was started', () => {
    const { policy } = LADDER;
    const other = { ...policy, version: 2, time: policy.time.map((rule) => ({ ...rule, minutes: 60 })) };
    const before = told(grave);
    const fired = next(before, { fires: 'acknowledge', hours: 4, facts: { policy: other } });
    expect(fired[0]?.data).toMatchObject({
      policyVersion: 1,
      clocks: [{ policyVersion: 2 }, { policyVersion: 2 }],
    });
    expect(running([...before, ...fired])).toBe('acknowledge 5, progress 5');
  });
});
