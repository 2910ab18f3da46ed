import type { Stage } from '../../election/domain/election.events.js';
import type { EscalationLevel, EscalationPolicy, TimeRule } from './escalation-policy.js';

/** The rule by which a clock runs at a level; undefined where the policy has none there. */
export function timeRuleOf(
  { time }: EscalationPolicy,
  clock: TimeRule['clock'],
  level: EscalationLevel,
): TimeRule | undefined {
  return time.find((rule) => rule.clock === clock && rule.levels.includes(level));
}

/** The rule of an id; undefined where the policy has none. */
export function timeRule({ time }: EscalationPolicy, id: string): TimeRule | undefined {
  return time.find((rule) => rule.id === id);
}

/**
 * In which stages a clock of a case runs in running hours, outside them in service hours; null where it runs in running
 * hours always.
 */
export function runningStagesOf(
  { hours }: EscalationPolicy,
  clock: TimeRule['clock'],
  severity: number,
): readonly Stage[] | null {
  const inServiceHours = hours.serviceSeverities.includes(severity) && !hours.runningClocks?.includes(clock);
  return inServiceHours ? hours.runningStages : null;
}
