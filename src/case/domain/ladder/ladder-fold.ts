import type { Clock } from '../../../calendar/clock.js';
import { ESCALATION_LEVELS, type EscalationLevel } from '../../../escalation/policy/escalation-policy.js';
import type { Fact } from '../../../kernel/decider.js';
import type { CaseEvent } from '../case.events.js';
import type { DeadlineMark, Ladder } from './ladder.state.js';
import { clocksAfter } from './running-clocks.js';

type Type = Exclude<CaseEvent['type'], 'CaseRecorded' | 'EscalationStarted'>;
type FactOf<T extends CaseEvent['type']> = Extract<Fact<CaseEvent>, { type: T }>;
type Started = FactOf<'EscalationStarted'>;
type Change<T extends Type> = (ladder: Ladder, fact: FactOf<T>) => Partial<Ladder>;

/** The ladder after one more fact of the case; null before it stands on one, and for ever where it is archived. */
export function ladderAfter(ladder: Ladder | null, fact: Fact<CaseEvent>): Ladder | null {
  if (fact.type === 'CaseRecorded') return null;
  if (fact.type === 'EscalationStarted') return started(ladder, fact);
  if (ladder === null) return null;
  const change = ON[fact.type] as Change<Type> | undefined;
  const clocks = clocksAfter(ladder.clocks, fact, (clock) => clock);
  const marks = marksAfter(ladder.marks, clocks, fact);
  return { ...ladder, clocks, marks, ...change?.(ladder, fact) };
}

/** The level that holds it knew before: that it comes under a policy asks nobody again. */
function started(before: Ladder | null, { data, at }: Started): Ladder {
  const { level, holder, policyVersion, informed, clocks } = data;
  const stays = before !== null && before.level === level && before.holder.area === holder.area;
  return {
    level,
    holder,
    since: stays ? before.since : at,
    policyVersion,
    acknowledged: stays ? before.acknowledged : null,
    informed: [...new Set([...(before?.informed ?? []), ...informed])],
    proposal: null,
    clocks,
    marks: [],
  };
}

/** What a fact does to the ladder besides its clocks and marks; facts that are not here do nothing. */
const ON: { readonly [T in Type]?: Change<T> } = {
  // What the office before was asked is no question for this one.
  EscalationMoved: (_, { data, at }) => ({ ...held(data, at), proposal: null }),
  EscalationRaised: ({ informed }, { data, at }) => ({
    ...held(data, at),
    proposal: null,
    informed: above(data.level, [...informed, ...data.informed]),
  }),
  EscalationLowered: (_, { data, at }) => ({ ...held(data, at), proposal: null }),
  EscalationAcknowledged: (_, { data }) => ({
    acknowledged: { by: data.by, via: data.via, at: data.acknowledgedAt },
  }),
  UpperLevelInformed: ({ level, informed }, { data }) => ({
    informed: above(level, [...informed, data.level]),
  }),
  EscalationProposed: (_, { data, at }) => ({ proposal: { to: data.to, at, rule: data.rule } }),
  ProposalConfirmed: () => ({ proposal: null }),
  ProposalRefused: () => ({ proposal: null }),
  // Who held a case that was over, or a danger that has come true since, has to hear of it again.
  CaseReopened: () => ({ acknowledged: null }),
  CaseReturned: () => ({ acknowledged: null }),
  DuplicateUndone: () => ({ acknowledged: null }),
  EarlyWarningPromoted: () => ({ acknowledged: null }),
  ReferralProgressed: (_, { data }) => (data.returned ? { acknowledged: null } : {}),
  // Nobody is asked any more to raise a case that is over, watched or with another body.
  CaseReferred: () => ({ proposal: null }),
  CaseMonitored: () => ({ proposal: null }),
  CaseRejected: () => ({ proposal: null }),
  CaseFoundDuplicate: () => ({ proposal: null }),
  CaseResolved: () => ({ proposal: null }),
  CaseClosed: () => ({ proposal: null }),
};

/** Another office holds it: it has yet to acknowledge. */
function held({ level, holder, policyVersion }: Holding, at: string): Partial<Ladder> {
  return { level, holder, policyVersion, since: at, acknowledged: null };
}

type Holding = Pick<Ladder, 'level' | 'holder'> & { readonly policyVersion: number };

function above(level: EscalationLevel, levels: readonly EscalationLevel[]): readonly EscalationLevel[] {
  const own = ESCALATION_LEVELS.indexOf(level);
  return ESCALATION_LEVELS.filter((one, depth) => depth > own && levels.includes(one));
}

const ENDS: readonly CaseEvent['type'][] = [
  'CaseRejected',
  'CaseFoundDuplicate',
  'CaseMonitored',
  'CaseResolved',
  'CaseClosed',
  'EarlyWarningLapsed',
];

/** A mark goes when its clock runs anew, when what it waited for came, and with the case. */
function marksAfter(
  marks: readonly DeadlineMark[],
  clocks: readonly Clock[],
  fact: Fact<CaseEvent>,
): readonly DeadlineMark[] {
  if (ENDS.includes(fact.type)) return [];
  if (fact.type === 'DeadlinePassed') {
    const { kind, rule, moment } = fact.data;
    return [
      ...without(marks, (mark) => mark.kind === kind && mark.rule === rule),
      { kind, rule, moment, at: fact.at },
    ];
  }
  const answered = answeredBy(fact);
  const runsAnew = 'clocks' in fact.data;
  return without(
    marks,
    ({ kind, rule, moment }) =>
      kind === answered ||
      (runsAnew && moment === 'due' && clocks.some((clock) => clock.kind === kind && clock.rule === rule)),
  );
}

/** What was waited for, and has come. */
function answeredBy(fact: Fact<CaseEvent>): DeadlineMark['kind'] | null {
  switch (fact.type) {
    case 'ProposalConfirmed':
    case 'ProposalRefused':
      return 'proposal';
    case 'CaseAssigned':
      return 'assignment';
    case 'AssignmentRefused':
      // Only the lead's refusal ends an assignment, and sends the case back.
      return fact.data.status === 'VERIFIED' || fact.data.status === 'RECEIVED' ? 'assignment' : null;
    case 'ReferralProgressed':
      return 'referral';
    case 'EarlyWarningPromoted':
      return 'review';
    default:
      return null;
  }
}

function without(
  marks: readonly DeadlineMark[],
  goes: (mark: DeadlineMark) => boolean,
): readonly DeadlineMark[] {
  return marks.filter((mark) => !goes(mark));
}
