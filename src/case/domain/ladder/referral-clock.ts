import type { Clock } from '../../../calendar/clock.js';
import { referralClockOf } from '../../../calendar/statutory-clocks.js';
import { runningStagesOf, timeRuleOf } from '../../../escalation/policy/time-rules.js';
import type { KnownCase, Referral } from '../case.state.js';
import type { Reckoning } from './clocks.js';
import { dueByNow } from './tighten.js';

/** The reminder on the body's own term: by law from when the body received it, else by the policy from `since`. */
export function referralClock(
  { body, as }: Pick<Referral, 'body' | 'as'>,
  since: string,
  { report, ladder }: KnownCase,
  { at, facts }: Reckoning,
): Clock[] {
  const { policy, calendar, regime } = facts;
  const rule = timeRuleOf(policy, 'referral', ladder?.level ?? 'E0');
  const fallback =
    rule === undefined
      ? null
      : {
          rule: rule.id,
          minutes: rule.minutes,
          inStage: rule.inStage,
          runningStages: runningStagesOf(policy, 'referral', report.severity),
        };
  const from = Date.parse(since) > Date.parse(at) ? at : since;
  const clock = referralClockOf(
    { body, as, at: from, regime, policyVersion: policy.version, fallback },
    calendar,
  );
  return clock === null ? [] : [dueByNow(clock, at)];
}
