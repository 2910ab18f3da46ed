import type { CalendarUsed, Clock } from '../../../calendar/clock.js';
import { hoursDeadline } from '../../../calendar/hours-deadline.js';
import { statutoryClocksOf } from '../../../calendar/statutory-clocks.js';
import type { EscalationLevel, TimeRule } from '../../../escalation/policy/escalation-policy.js';
import { runningStagesOf, timeRuleOf } from '../../../escalation/policy/time-rules.js';
import type { KnownCase } from '../case.state.js';
import type { LadderFacts } from './ladder-facts.js';

/** When clocks are started, and by what they are reckoned. */
export interface Reckoning {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly facts: LadderFacts;
}

/** What of a case decides how long its clocks run. */
export type Timed = Pick<KnownCase, 'report' | 'recordedAt' | 'clockAhead'>;

/** Clocks that a policy sets. */
export type PolicyClock = TimeRule['clock'];

/** A clock of the active policy that starts now; none where the policy has no rule for the level. */
export function policyClock(
  kind: PolicyClock,
  level: EscalationLevel,
  { report }: Pick<Timed, 'report'>,
  { at, facts }: Reckoning,
): Clock[] {
  const rule = timeRuleOf(facts.policy, kind, level);
  if (rule === undefined) return [];
  const calendar = windowOf(rule, at, report.severity, facts.policy, facts.calendar);
  return [{ kind, rule: rule.id, policyVersion: facts.policy.version, startedAt: at, calendar }];
}

/** When the window of a rule that began at an instant runs out. */
export function windowOf(
  rule: TimeRule,
  startedAt: string,
  severity: number,
  policy: LadderFacts['policy'],
  calendar: LadderFacts['calendar'],
): CalendarUsed {
  const { minutes, inStage, clock } = rule;
  const runningStages = runningStagesOf(policy, clock, severity);
  return hoursDeadline({ startedAt: new Date(startedAt), minutes, inStage, runningStages }, calendar);
}

/** The terms of law that run for a case: from when it was known, else from when it happened. */
export function statutoryClocks(
  { report, recordedAt, clockAhead }: Timed,
  { policy, calendar, regime }: LadderFacts,
): Clock[] {
  const { category, subcategory, knownAt, occurredAt } = report;
  const terms = { policyVersion: policy.version, shareLeft: policy.statutory.shareLeft, regime };
  return statutoryClocksOf(
    { category, subcategory, knownAt, occurredAt, recordedAt, clockAhead, ...terms },
    calendar,
  );
}

/** The day that a person set for an assignment: it is no window of any rule. */
export function assignmentClock(dueAt: string, { at, facts }: Reckoning): Clock {
  const minutes = Math.max(Math.round((Date.parse(dueAt) - Date.parse(at)) / 60_000), 0);
  const calendar: CalendarUsed = {
    zone: facts.calendar.zone.label,
    stage: null,
    kind: 'running_hours',
    window: `PT${minutes}M`,
    dueAt,
    skipped: [],
  };
  return {
    kind: 'assignment',
    rule: 'assignment',
    policyVersion: facts.policy.version,
    startedAt: at,
    calendar,
  };
}
