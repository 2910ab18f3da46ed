import type { Clock } from '../../../calendar/clock.js';
import { timeRule } from '../../../escalation/policy/time-rules.js';
import { type Reckoning, windowOf } from './clocks.js';
import type { LadderCase } from './ladder-case.js';

/**
 * A running clock of the policy as it would be reckoned now, from its own start and by its own version: the earlier of
 * the two, for a tightened clock never loosens. A deadline that would lie in the past is due now.
 */
export function tightened(clock: Clock, { report }: LadderCase, reckoning: Reckoning): Clock {
  const { running, calendar } = reckoning.facts;
  const rule = clock.policyVersion === running.version ? timeRule(running, clock.rule) : undefined;
  if (rule === undefined || rule.clock !== clock.kind) return clock;
  const anew = windowOf(rule, clock.startedAt, report.severity, running, calendar);
  return earlier(clock, { ...clock, calendar: anew }, reckoning.at);
}

/**
 * The clock that runs out first; one that is only now found to have passed is due now. One that has run out already
 * stays as it is, or its firing would not say how late it comes.
 */
export function earlier(clock: Clock, anew: Clock, now: string): Clock {
  const [due, dueAnew] = [clock, anew].map(({ calendar }) => Date.parse(calendar.dueAt));
  if (due === undefined || dueAnew === undefined || dueAnew >= due || due <= Date.parse(now)) return clock;
  return dueByNow(anew, now);
}

/**
 * A clock whose deadline has passed when it is set is due now. At the old instant it may have fired before: it would be
 * the same timer, which fires once.
 */
export function dueByNow(clock: Clock, now: string): Clock {
  const { calendar } = clock;
  return Date.parse(calendar.dueAt) >= Date.parse(now)
    ? clock
    : { ...clock, calendar: { ...calendar, dueAt: now } };
}
