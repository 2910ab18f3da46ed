import type { AreaCalendar, LocalPeriod } from '../../src/calendar/area-calendar.js';
import type {
  ActCommand,
  ActionFacts,
  CaseAction,
  LadderCommand,
  NewReport,
  RecordCommand,
} from '../../src/case/domain/case.commands.js';
import { caseDecider } from '../../src/case/domain/case.decider.js';
import type { CaseEvent } from '../../src/case/domain/case.events.js';
import { type CaseState, type KnownCase, known } from '../../src/case/domain/case.state.js';
import type { LadderFacts } from '../../src/case/domain/ladder/ladder-facts.js';
import type { LadderStep } from '../../src/case/domain/ladder/ladder-step.js';
import { POLICY_1 } from '../../src/escalation/policy/policy-1.js';
import { type Actor, SYSTEM } from '../../src/kernel/actor.js';
import { type Fact, fold } from '../../src/kernel/decider.js';
import { DomainError } from '../../src/kernel/domain-error.js';
import type { Grant, Principal, Role } from '../../src/kernel/grant.js';

/** Words in which the specs of this folder tell their stories. Nothing of the product uses them. */

const START = Date.parse('2026-11-22T01:00:00.000Z');

/** An instant so many hours after the case was recorded. */
export function hour(hours: number): string {
  return new Date(START + hours * 3_600_000).toISOString();
}

/** A village; its kecamatan is 33.74.10, its kota 33.74, its province 33. */
export const VILLAGE = '33.74.10.1004';

export const REPORT: NewReport = {
  category: 'APK_PLACEMENT',
  subcategory: 'TREE_NAILED',
  area: VILLAGE,
  origin: 'CITIZEN',
  occurredAt: hour(-2),
  severity: 2,
};

/** Java, with no day off but weekends, and no election unless stages are given. */
export function calendarWith(...stages: readonly LocalPeriod[]): AreaCalendar {
  return {
    zone: { label: 'WIB', iana: 'Asia/Jakarta' },
    stages,
    days: { from: '2020-01-01', until: '2039-12-31', days: new Map() },
  };
}

/** Policy 1, between elections. */
export const LADDER: LadderFacts = {
  policy: POLICY_1,
  running: POLICY_1,
  calendar: calendarWith(),
  regime: null,
};

export const FACTS: ActionFacts = { votingOrCounting: false, withoutOfficer: [], ladder: LADDER };

/** Somebody with one role. The id is the role where none is given. */
export function actor(role: Role, more: Partial<Actor> = {}): Actor {
  return { id: role.toLowerCase(), role, ...more };
}

export function person(id: string, ...grants: Grant[]): Principal {
  return { id, grants };
}

export function recording(report: Partial<NewReport> = {}, more: Partial<RecordCommand> = {}): RecordCommand {
  return {
    type: 'record',
    by: actor('OPERATOR'),
    at: hour(0),
    report: { ...REPORT, ...report },
    serial: 7,
    archived: false,
    facts: { severity: 2, access: 'OPEN', taxonomyVersion: 1, ladder: LADDER },
    ...more,
  };
}

/** An action at an hour after the recording, by a secretariat where nobody is named. */
export function acting(
  action: CaseAction,
  {
    by = actor('SECRETARIAT'),
    hours = 1,
    facts = {},
  }: { by?: Actor; hours?: number; facts?: Partial<ActionFacts> } = {},
): ActCommand {
  return { type: 'act', action, by, at: hour(hours), facts: { ...FACTS, ...facts } };
}

/** A step of a process at an hour after the recording. */
export function stepping(step: LadderStep, hours: number, facts: Partial<LadderFacts> = {}): LadderCommand {
  return { type: 'ladder', step, at: hour(hours), facts: { ...LADDER, ...facts } };
}

export type Step = RecordCommand | ActCommand | LadderCommand;

/** What the steps decided, one after another, as facts. */
export function history(...steps: readonly Step[]): Fact<CaseEvent>[] {
  const facts: Fact<CaseEvent>[] = [];
  for (const step of steps) facts.push(...factsOf(step, stateOf(facts)));
  return facts;
}

/** The facts that a command adds to a state. */
export function factsOf(step: Step, state: CaseState): Fact<CaseEvent>[] {
  const by = step.type === 'ladder' ? SYSTEM : step.by;
  return caseDecider.decide(step, state).map((event) => ({ ...event, by, at: step.at }));
}

export function stateOf(facts: readonly Fact<CaseEvent>[]): CaseState {
  return fold(caseDecider, caseDecider.initial, facts);
}

/** The case after the steps. */
export function given(...steps: readonly Step[]): KnownCase {
  return known(stateOf(history(...steps)));
}

/** What a command decides over a state. */
export function when(step: Step, state: CaseState): readonly CaseEvent[] {
  return caseDecider.decide(step, state);
}

/** The events of a decision without what follows from them on the ladder. */
export function withoutLadder(events: readonly CaseEvent[]): CaseEvent[] {
  return events.filter(({ type }) => !LADDER_TYPES.includes(type));
}

const LADDER_TYPES: readonly CaseEvent['type'][] = [
  'EscalationStarted',
  'EscalationMoved',
  'EscalationRaised',
  'UpperLevelInformed',
  'EscalationClocksSet',
  'EscalationAcknowledged',
];

/** The code by which the work is refused; undefined where it is not. */
export function refusal(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

export const VERIFY: CaseAction = { type: 'verification', outcome: 'VERIFIED' };
export const ASSIGN: CaseAction = {
  type: 'assignment',
  lead: 'SATPOL_PP',
  supporting: ['DLH'],
  dueAt: hour(48),
};
export const ACCEPT: CaseAction = { type: 'assignment/acceptance' };
export const REFUSE: CaseAction = { type: 'assignment/refusal', reason: 'bukan wewenang' };
export const HANDLE: CaseAction = { type: 'handling' };
export const REFER: CaseAction = { type: 'referrals', body: 'BAWASLU', as: 'TRANSFER', reason: 'kewenangan' };
export const RESOLVE: CaseAction = { type: 'resolution', outcome: 'REMOVED', summary: 'diturunkan' };
export const CLOSE: CaseAction = { type: 'closure' };
export const LEAD: Actor = actor('OFFICER', { agency: 'SATPOL_PP' });
export const SUPPORT: Actor = actor('OFFICER', { id: 'officer-dlh', agency: 'DLH' });

/** Steps to IN_PROGRESS by verification, assignment and acceptance. */
export const UNDER_WAY: readonly Step[] = [
  recording(),
  acting(VERIFY),
  acting(ASSIGN),
  acting(ACCEPT, { by: LEAD }),
];

/** Severity 3: nobody waits for verification. */
export const GRAVE = recording({ severity: 3 });
/** An early warning. */
export const WARNING = recording({
  nature: 'POTENTIAL',
  occurredAt: undefined,
  expectedFrom: hour(72),
  knownAt: hour(-1),
});

type DataOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>['data'];

/** The data of the first event of a type. */
export function dataOf<T extends CaseEvent['type']>(
  type: T,
  events: readonly CaseEvent[],
): DataOf<T> | undefined {
  return events.find((event) => event.type === type)?.data as DataOf<T> | undefined;
}
