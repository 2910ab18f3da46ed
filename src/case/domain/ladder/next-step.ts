import type { Clock } from '../../../calendar/clock.js';
import type { EscalationLevel, EscalationPolicy } from '../../../escalation/policy/escalation-policy.js';
import { levelAbove } from '../../../escalation/policy/start-step.js';
import { timeRule } from '../../../escalation/policy/time-rules.js';
import type { CaseReport, CaseStatus } from '../case.events.js';
import { WITH_THE_TEAM } from './fire.js';
import type { Ladder } from './ladder.state.js';
import { officeAt } from './offices.js';

/** What happens if nobody acts: where the case goes, when, and by which clock. */
export interface NextStep {
  readonly to: EscalationLevel;
  /** Area of the office that would hold it, or be proposed. */
  readonly area: string;
  readonly at: string;
  readonly clock: Clock['kind'];
  /** The case is raised by itself, or the holding level is asked. */
  readonly mode: 'auto' | 'propose';
}

interface Standing {
  readonly report: CaseReport;
  readonly status: CaseStatus;
  readonly ladder: Ladder;
}

/** The earliest of all; null where no running clock moves the case. */
export function nextStep(
  standing: Standing,
  policyOf: (version: number) => EscalationPolicy,
): NextStep | null {
  const steps = standing.ladder.clocks.flatMap((clock) => stepOf(clock, standing, policyOf));
  return steps.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0] ?? null;
}

function stepOf(
  clock: Clock,
  { report, status, ladder }: Standing,
  policyOf: (version: number) => EscalationPolicy,
): NextStep[] {
  if (clock.kind === 'assignment') return [];
  const policy = policyOf(clock.policyVersion);
  const leadsTo = (to: EscalationLevel, at: string, mode: NextStep['mode']): NextStep[] => {
    const { level, holder } = officeAt(to, report);
    return [{ to: level, area: holder.area, at, clock: clock.kind, mode }];
  };
  const { dueAt } = clock.calendar;
  if (clock.kind === 'statutory') {
    const { raiseFrom, raiseTo } = policy.statutory;
    const moves = raiseFrom.includes(ladder.level) && WITH_THE_TEAM.includes(status);
    return moves ? leadsTo(raiseTo, clock.alarmAt ?? dueAt, 'auto') : [];
  }
  const above = levelAbove(ladder.level);
  const step = timeRule(policy, clock.rule)?.step;
  if (above === null || (step !== 'raise' && step !== 'propose')) return [];
  return leadsTo(above, dueAt, step === 'raise' ? 'auto' : 'propose');
}
