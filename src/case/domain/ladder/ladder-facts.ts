import type { AreaCalendar, Regime } from '../../../calendar/area-calendar.js';
import type { EscalationPolicy } from '../../../escalation/policy/escalation-policy.js';

/** What is looked up before the ladder is reckoned with. */
export interface LadderFacts {
  /** The policy in force: new clocks start under it. */
  readonly policy: EscalationPolicy;
  /** The version under which the clocks of the case were started; the same as `policy` where none runs. */
  readonly running: EscalationPolicy;
  /** Stages and days of the area of the case, as it will stand after the command. */
  readonly calendar: AreaCalendar;
  /** The law of the election that reaches the area; null between elections. */
  readonly regime: Regime | null;
}
