import fc from 'fast-check';
import { PILKADA } from '../../../../test/support/area-calendars.js';
import { TIME_RULES } from '../../../../test/support/ladder-clocks.js';
import {
  deedOf,
  LadderWorld,
  modelStandingOf,
  type Recorded,
  standingOf,
  type WorldCase,
} from '../../../../test/support/ladder-world.js';
import type { LocalPeriod } from '../../../calendar/area-calendar.js';
import { ESCALATION_LEVELS } from '../../../escalation/policy/escalation-policy.js';
import type { Actor } from '../../../kernel/actor.js';
import type { CaseAction, NewReport } from '../case.commands.js';
import type { CaseEvent } from '../case.events.js';
import { known } from '../case.state.js';
import { hasLadder } from './ladder-case.js';

const MINUTE = 60_000;
const DAY = 24 * 60;
const START = Date.parse('2024-11-14T01:00:00.000Z');

/** Villages of Java and of Papua, and places that are known less deeply. */
const AREAS = [
  '33.74.10.1004',
  '33.74.10.1005',
  '33.25.11.1019',
  '33.74.10',
  '91.71.01.1001',
  '91.71',
  '73.71.02.1003',
];
const AGENCIES = ['SATPOL_PP', 'DLH'];
const KINDS = [
  { category: 'APK_PLACEMENT', subcategory: 'TREE_NAILED' },
  { category: 'MONEY_POLITICS', subcategory: 'CASH' },
  { category: 'GROUP_CLASH', subcategory: 'BRAWL' },
];

/** Before anybody set a calendar, as it was, a week earlier, and with a repeated vote. */
const CALENDARS: readonly (readonly LocalPeriod[])[] = [
  [],
  PILKADA,
  [
    stage('campaign', '2024-09-25T00:00', '2024-11-17T00:00'),
    stage('quiet_days', '2024-11-17T00:00', '2024-11-20T00:00'),
    stage('voting', '2024-11-20T00:00', '2024-11-20T13:00'),
    stage('counting', '2024-11-20T13:00', '2024-11-21T12:00'),
    stage('recapitulation', '2024-11-21T12:00', '2024-12-17T00:00'),
  ],
  [...PILKADA, stage('revote', '2024-12-01T00:00', '2024-12-02T00:00')],
];

function stage(name: LocalPeriod['stage'], from: string, until: string): LocalPeriod {
  return { contest: 'PILKADA_2024', regime: 'PILKADA', stage: name, from, until };
}

const text = fc.constant('x');
const area = fc.constantFrom(...AREAS);
const severity = fc.constantFrom(1, 2, 2, 3, 3, 4);
const accused = fc
  .constantFrom('33.74.10', '33.74.10.1004', '91.71.01', '33.74')
  .map((one) => ({ area: one }));
/** Minutes from now; the past of a report that was written offline, the future of a device whose clock is ahead. */
const past = fc.oneof(fc.integer({ min: -9 * DAY, max: 0 }), fc.integer({ min: -300, max: 600 }));

const report = fc.record({
  kind: fc.constantFrom(...KINDS),
  nature: fc.constantFrom('INCIDENT', 'INCIDENT', 'INCIDENT', 'POTENTIAL'),
  area,
  severity,
  occurred: past,
  knownAfter: fc.option(fc.integer({ min: 0, max: 3 * DAY })),
  accusedOffice: fc.option(accused, { nil: undefined, freq: 6 }),
  dead: fc.constantFrom(0, 0, 0, 0, 1),
});
type DrawnReport = typeof report extends fc.Arbitrary<infer T> ? T : never;

/** An action as it is drawn: instants are minutes from when it is taken. */
interface Drawn {
  readonly type: CaseAction['type'];
  readonly minutes?: Readonly<Record<string, number>>;
  readonly rest?: object;
}

function drawn(type: CaseAction['type'], rest: object = {}, minutes: object = {}): fc.Arbitrary<Drawn> {
  return fc.record({ type: fc.constant(type), rest: fields(rest), minutes: fields<number>(minutes) });
}

function fields<T>(all: object): fc.Arbitrary<Record<string, T>> {
  return fc.record(all as Record<string, fc.Arbitrary<T>>);
}

const level = fc.constantFrom(...ESCALATION_LEVELS);
const correction = fc.oneof(
  drawn('corrections', { field: fc.constant('area'), value: area, reason: text }),
  drawn('corrections', { field: fc.constant('accusedOffice'), value: fc.option(accused), reason: text }),
  drawn('corrections', { field: fc.constant('severity'), value: severity, reason: text }),
  drawn('corrections', {
    field: fc.constant('category'),
    value: fc.constantFrom(...KINDS.map(({ category }) => category)),
    reason: text,
  }),
  drawn('corrections', {
    field: fc.constant('subcategory'),
    value: fc.constantFrom('ARSON', 'BRAWL'),
    reason: text,
  }),
  drawn('corrections', {
    field: fc.constant('details'),
    value: fc.constantFrom({}, { dead: 2 }),
    reason: text,
  }),
  drawn('corrections', { field: fc.constantFrom('knownAt', 'occurredAt'), reason: text }, { value: past }),
);
const action: fc.Arbitrary<Drawn> = fc.oneof(
  { arbitrary: drawn('verification', { outcome: fc.constant('VERIFIED') }), weight: 4 },
  drawn('verification', { outcome: fc.constantFrom('REJECTED', 'NOT_OURS'), reason: text }),
  drawn('verification', { outcome: fc.constant('DUPLICATE'), reason: text, duplicateOf: text }),
  { arbitrary: drawn('handling'), weight: 2 },
  {
    arbitrary: drawn(
      'assignment',
      { lead: fc.constantFrom(...AGENCIES), supporting: fc.subarray(AGENCIES) },
      { dueAt: fc.integer({ min: -DAY, max: 5 * DAY }) },
    ),
    weight: 2,
  },
  { arbitrary: drawn('assignment/acceptance'), weight: 5 },
  { arbitrary: drawn('assignment/refusal', { reason: text }), weight: 3 },
  drawn(
    'field-actions',
    ...[{ kind: text, with: fc.constant([]), result: text, summary: text }, { takenAt: fc.constant(0) }],
  ),
  drawn('input-requests', { agency: fc.constant('DLH'), question: text }),
  { arbitrary: drawn('input-requests/answer', { n: fc.constant(1), answer: text }), weight: 2 },
  {
    arbitrary: drawn('referrals', {
      body: fc.constantFrom('BAWASLU', 'KPU', 'KPU'),
      as: fc.constantFrom('TRANSFER', 'INITIAL_INFORMATION'),
      reason: text,
    }),
    weight: 3,
  },
  {
    arbitrary: drawn(
      'referrals/progress',
      {
        n: fc.integer({ min: 1, max: 2 }),
        state: fc.constantFrom('RECEIVED', 'REGISTERED', 'PROVEN', 'NOT_PROVEN'),
      },
      { at: fc.integer({ min: -DAY, max: 0 }) },
    ),
    weight: 4,
  },
  { arbitrary: drawn('promotion', {}, { occurredAt: past }), weight: 6 },
  drawn('notes', { text }),
  { arbitrary: correction, weight: 5 },
  { arbitrary: drawn('severity', { severity, reason: text }), weight: 3 },
  { arbitrary: drawn('resolution', { outcome: text, summary: text }), weight: 5 },
  { arbitrary: drawn('return', { reason: text }), weight: 8 },
  { arbitrary: drawn('closure'), weight: 2 },
  { arbitrary: drawn('reopening', { reason: text }), weight: 4 },
  { arbitrary: drawn('lapse', { reason: text }), weight: 1 },
  drawn('escalation', { to: level, reason: text }),
  { arbitrary: drawn('escalation/acknowledgement', { via: fc.constant('APP') }), weight: 2 },
  { arbitrary: drawn('escalation/lowering', { to: level, reason: text }), weight: 2 },
  { arbitrary: drawn('escalation/proposal/confirmation'), weight: 2 },
  { arbitrary: drawn('escalation/proposal/refusal', { reason: text }), weight: 2 },
);

const step = fc.record({
  minutes: fc.oneof(
    { arbitrary: fc.constantFrom(0, 1, 15, 30), weight: 3 },
    { arbitrary: fc.integer({ min: 0, max: 6 * 60 }), weight: 4 },
    { arbitrary: fc.integer({ min: 0, max: 2 * DAY }), weight: 2 },
    { arbitrary: fc.integer({ min: 0, max: 10 * DAY }), weight: 1 },
  ),
  /** The timers do not run meanwhile; killed: they fire one, and die again. */
  timers: fc.constantFrom('run', 'run', 'run', 'away', 'killed'),
  what: fc.oneof(
    { arbitrary: fc.record({ do: fc.constant('record' as const), report }), weight: 1 },
    {
      arbitrary: fc.record({
        do: fc.constant('act' as const),
        nth: fc.constantFrom(0, 0, 0, 1, 2, 3),
        tried: fc.array(action, { minLength: 1, maxLength: 8, size: 'max' }),
        holds: fc.boolean(),
        agency: fc.constantFrom(...AGENCIES),
      }),
      weight: 20,
    },
    fc.record({ do: fc.constant('undo-duplicate' as const) }),
    { arbitrary: fc.record({ do: fc.constant('amend' as const), calendar: fc.nat(3) }), weight: 2 },
    { arbitrary: fc.record({ do: fc.constant('reset' as const) }), weight: 3 },
    { arbitrary: fc.record({ do: fc.constant('forget' as const) }), weight: 2 },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const course = fc.record({
  calendar: fc.nat(3),
  hours: fc.nat(14 * 24),
  first: fc.array(report, { minLength: 1, maxLength: 3 }),
  steps: fc.array(step, { minLength: 1, maxLength: 50, size: 'max' }),
});

/** Courses that never came to all of these would prove little. */
const REACHED: readonly string[] = [
  ...['EscalationStarted', 'EscalationMoved', 'EscalationRaised', 'UpperLevelInformed', 'EscalationProposed'],
  ...['ProposalConfirmed', 'ProposalRefused', 'EscalationAcknowledged', 'EscalationLowered'],
  ...['EscalationClocksSet', 'DeadlinePassed', 'CaseReturned', 'CaseRejected', 'DuplicateUndone'],
  ...TIME_RULES.map((rule) => `${rule} due`),
  ...['bawaslu_report_pilkada alarm', 'bawaslu_report_pilkada due', 'assignment due', 'late'],
  ...['raised by time', 'raised by severity', 'raised by statutory', 'raised by manual'],
  ...['tightened by severity', 'tightened by stage_calendar'],
];

/** What the histories have come to. */
type Seen = Set<string>;

/** The world beside the model. */
class Run {
  private readonly world: LadderWorld;
  private people = 0;

  constructor(
    now: string,
    calendar: number,
    private readonly seen: Seen,
  ) {
    this.world = new LadderWorld(now, CALENDARS[calendar] ?? [], (recorded) => this.watch(recorded));
  }

  /** Nothing follows in the same millisecond: a command of a case waits until the one before is on the disk. */
  take({ minutes, timers, what }: Step): void {
    const until = new Date(Date.parse(this.world.now) + minutes * MINUTE + 1).toISOString();
    if (timers === 'run') this.world.passTo(until);
    else this.world.now = until;
    if (timers === 'killed') this.world.fireSome(1);
    this.happens(what);
  }

  record({ kind, nature, occurred, knownAfter, dead, accusedOffice, ...rest }: DrawnReport): void {
    const occurredAt = this.instant(occurred);
    const knownAt =
      knownAfter === null ? undefined : this.instant(Math.min(occurred + knownAfter, Math.max(occurred, 0)));
    const details = dead > 0 ? { dead } : {};
    const all = { ...kind, ...rest, nature, origin: 'CITIZEN', occurredAt, knownAt, details, accusedOffice };
    this.world.record(all as NewReport, this.somebody());
  }

  /** Every case stands where the model says. */
  compare(): void {
    for (const one of this.world.cases) {
      const model = modelStandingOf(this.world.model(one));
      expect(standingOf(one)).toEqual(model);
      expect(model.proposed === null || model.proposed > model.level).toBe(true);
      const names = ladderOf(one).clocks.map(({ kind, rule }) => `${kind} ${rule}`);
      expect([...new Set(names)]).toEqual(names);
      const { held_level: level, holder_area: holder, proposal, clocks } = one.row;
      expect([level, holder, clocks]).toEqual([model.level, model.holder, ladderOf(one).clocks]);
      if (one.row.level !== null) expect(proposal?.to ?? null).toBe(model.proposed);
    }
  }

  private happens(what: Step['what']): void {
    const { world } = this;
    switch (what.do) {
      case 'record':
        this.record(what.report);
        break;
      case 'act':
        this.act(what);
        break;
      case 'undo-duplicate':
        for (const one of world.cases) world.undoDuplicate(one);
        break;
      case 'amend':
        world.amend(CALENDARS[what.calendar] ?? []);
        break;
      case 'reset':
        world.resetClocks();
        break;
      case 'forget':
        for (const one of world.cases) expect([...world.fireAgain(one), ...world.fireEarly(one)]).toEqual([]);
        this.compare();
        break;
    }
  }

  /** Somebody tries one thing after another, until a rule permits it. */
  private act({ nth, tried, holds, agency }: Extract<Step['what'], { do: 'act' }>): void {
    const one = this.world.cases[nth % this.world.cases.length] as WorldCase;
    tried.some((action) => this.acts(one, this.told(action), { ...this.somebody(), agency }, holds));
  }

  private acts(one: WorldCase, action: CaseAction, by: Actor, holds: boolean): boolean {
    const deed = deedOf(action);
    if (deed === null) return this.world.act(one, action, by, holds);
    const allowed = this.world.model(one).allows(deed);
    const done = this.world.act(one, action, by, true);
    expect([deed, done]).toEqual([deed, allowed]);
    return done;
  }

  private told({ type, rest = {}, minutes = {} }: Drawn): CaseAction {
    const instants = Object.entries(minutes).map(([name, one]) => [name, this.instant(one)]);
    return { type, ...rest, ...Object.fromEntries(instants) } as CaseAction;
  }

  private instant(minutes: number): string {
    return new Date(Date.parse(this.world.now) + minutes * MINUTE).toISOString();
  }

  private somebody(): Actor {
    return { id: `person-${this.people++}`, role: 'OFFICER' };
  }

  /** What holds of every append, whatever the history. */
  private watch(recorded: Recorded): void {
    for (const event of recorded.events) {
      this.sees(event.type);
      holdsOf(event, recorded, (what) => this.sees(what));
    }
  }

  private sees(what: string): void {
    this.seen.add(what);
  }
}

function ladderOf({ state }: WorldCase) {
  const one = known(state);
  if (!hasLadder(one)) throw new Error('Every case of this world stands on the ladder.');
  return one.ladder;
}

function holdsOf(event: CaseEvent, { before, row, at }: Recorded, sees: (what: string) => void): void {
  if (!hasLadder(before)) return;
  const { ladder } = before;
  if (event.type === 'EscalationClocksSet' && ['stage_calendar', 'severity'].includes(event.data.because)) {
    sees(`tightened by ${event.data.because}`);
    // A correction that tightens may bring in a term of law besides.
    for (const { kind, startedAt, calendar } of event.data.clocks.filter(
      ({ kind }) => kind !== 'statutory',
    )) {
      const was = ladder.clocks.find((clock) => clock.kind === kind && clock.startedAt === startedAt);
      expect(calendar.dueAt <= (was?.calendar.dueAt ?? `no ${kind} ran`)).toBe(true);
    }
  }
  if (event.type === 'EscalationRaised') {
    const { from, level, trigger, rule } = event.data;
    sees(`raised by ${trigger}`);
    if (level > 'E2') expect(trigger).toBe('manual');
    if (trigger === 'time') expect(rank(level) - rank(from)).toBe(1);
    if (rule === 'not_acknowledged') expect(ladder.acknowledged).toBeNull();
  }
  if (!isFiring(event)) return;
  const clock = row.next_clock;
  sees(`${clock?.rule} ${clock?.moment}`);
  const since = Math.max(Date.parse(row.next_due_at ?? ''), Date.parse(row.held_since ?? ''));
  const late = Date.parse(at) - since > MINUTE;
  if (late) sees('late');
  expect(event.data.late ?? false).toBe(late);
}

function rank(level: (typeof ESCALATION_LEVELS)[number]): number {
  return ESCALATION_LEVELS.indexOf(level);
}

type Firing = Extract<
  CaseEvent,
  { type: 'EscalationRaised' | 'UpperLevelInformed' | 'EscalationProposed' | 'DeadlinePassed' }
>;

function isFiring(event: CaseEvent): event is Firing {
  return 'calendar' in event.data && event.data.calendar !== null;
}

describe('any history of several cases', () => {
  it('leaves every case where a plain reckoning of policy 1 over the whole history has it', () => {
    const seen: Seen = new Set();
    fc.assert(
      fc.property(course, ({ calendar, hours, first, steps }) => {
        const run = new Run(new Date(START + hours * 60 * MINUTE).toISOString(), calendar, seen);
        for (const one of first) run.record(one);
        for (const [index, one] of steps.entries()) {
          run.take(one);
          if (index % 5 === 0) run.compare();
        }
        run.compare();
      }),
      { numRuns: 120, interruptAfterTimeLimit: 20_000 },
    );
    expect(REACHED.filter((what) => !seen.has(what))).toEqual([]);
  });
});
