import { type AreaCalendar, localOf, toInstant } from '../../../calendar/area-calendar.js';
import type { ClusterRule } from '../../policy/escalation-policy.js';

/** A stage of a contest in milliseconds since the epoch, `until` exclusive. */
export interface StageSpan {
  readonly contest: string;
  readonly from: number;
  readonly until: number;
}

/** The stages within which the rule counts, by the calendar of the area; none for a rule that counts hours. */
export function stageSpans({ stages }: ClusterRule, calendar: AreaCalendar): StageSpan[] {
  if (stages === undefined) return [];
  const instantOf = (local: string) => toInstant(localOf(local), calendar.zone.label).getTime();
  return calendar.stages
    .filter(({ stage }) => stages.includes(stage))
    .map(({ contest, from, until }) => ({ contest, from: instantOf(from), until: instantOf(until) }));
}

/** The contests during whose stages the instant lies. */
export function contestsAt(spans: readonly StageSpan[], at: number): string[] {
  const holding = spans.filter(({ from, until }) => from <= at && at < until);
  return [...new Set(holding.map(({ contest }) => contest))];
}

/** From the first stage of a contest to its last, in milliseconds since the epoch. */
export function courseOf(
  spans: readonly StageSpan[],
  contest: string,
): { readonly from: number; readonly until: number } {
  const own = spans.filter((span) => span.contest === contest);
  return {
    from: Math.min(...own.map(({ from }) => from)),
    until: Math.max(...own.map(({ until }) => until)),
  };
}
