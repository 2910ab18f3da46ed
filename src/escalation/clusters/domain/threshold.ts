import type { ClusterRule } from '../../policy/escalation-policy.js';
import { areaAt, type Candidate } from './candidate.js';
import { contestsAt, type StageSpan } from './stage-spans.js';

const HOUR_MS = 3_600_000;

/** How much of what the rule counts there is: cases, distinct areas of a depth, distinct polling stations. */
export function countOf({ counts }: Pick<ClusterRule, 'counts'>, cases: readonly Candidate[]): number {
  if (counts === 'cases') return cases.length;
  if (counts === 'tps') return stationsIn(cases);
  const areas = cases.map(({ area }) => areaAt(area, counts.areasOfDepth));
  return new Set(areas.filter((area) => area !== null)).size;
}

/**
 * The cases that together with `one` reach the rule's threshold, `one` among them; none where it is not reached. A window
 * of hours counts from its first case to its last, both included: with 72 hours, a case at the 72nd hour belongs to it.
 * Within stages, those of one contest are one window. A window counts only where `asks` holds of one of its cases.
 *
 * `around` are the cases of the same scope, at least all within a window before and after; `one` may be among them.
 */
export function gathered(
  rule: ClusterRule,
  one: Candidate,
  around: readonly Candidate[],
  spans: readonly StageSpan[],
  asks: (candidate: Candidate) => boolean = () => true,
): Candidate[] {
  const others = around.filter(({ id }) => id !== one.id);
  const windows =
    rule.hours === null ? windowsOfStages(one, others, spans) : windowsOfHours(rule.hours, one, others);
  const reached = windows.filter(
    (window) => countOf(rule, window) >= rule.threshold && window.some((candidate) => asks(candidate)),
  );
  return [...new Set(reached.flat())].sort(byTime);
}

/** Length of the rule's window; for a rule that counts within stages, `otherwise`. */
export function windowMs({ hours }: ClusterRule, otherwise: number): number {
  return hours === null ? otherwise : hours * HOUR_MS;
}

/** Milliseconds since the epoch. */
export function timeOf({ at }: { readonly at: string }): number {
  return Date.parse(at);
}

/** Earlier first; ties by id. */
export function byTime(a: Candidate, b: Candidate): number {
  return timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : 1);
}

/** Every window that holds `one` and cannot be made longer: each begins with a case. */
function windowsOfHours(hours: number, one: Candidate, others: readonly Candidate[]): Candidate[][] {
  const length = hours * HOUR_MS;
  const middle = timeOf(one);
  const near = [one, ...others].filter((other) => Math.abs(timeOf(other) - middle) <= length).sort(byTime);
  const times = near.map(timeOf);
  return times.flatMap((start, index) => {
    if (start > middle || start === times[index - 1]) return [];
    const after = times.findIndex((time) => time > start + length);
    return [near.slice(index, after < 0 ? undefined : after)];
  });
}

function windowsOfStages(
  one: Candidate,
  others: readonly Candidate[],
  spans: readonly StageSpan[],
): Candidate[][] {
  return contestsAt(spans, timeOf(one)).map((contest) => [
    one,
    ...others.filter((other) => contestsAt(spans, timeOf(other)).includes(contest)),
  ]);
}

/**
 * Polling stations are numbered within a village. A case of which only the kecamatan is known may be of any station there
 * with its number, so it counts as another one only where there is none.
 */
function stationsIn(cases: readonly Candidate[]): number {
  const stations = cases.flatMap(({ area, tps }) => (tps === null ? [] : [{ area, tps }]));
  const distinct = new Map(stations.map((station) => [`${station.area} ${station.tps}`, station]));
  const coarse = [...distinct.values()].filter(({ area, tps }) =>
    stations.some((other) => other.tps === tps && other.area.startsWith(`${area}.`)),
  );
  return distinct.size - coarse.length;
}
