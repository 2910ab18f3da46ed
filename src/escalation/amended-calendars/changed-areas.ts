import type { StagePeriod } from '../../election/domain/election.events.js';
import { covers } from '../../kernel/grant.js';

/**
 * The areas of all periods that one of two calendars has and the other has not; `""` is the whole country. Areas that
 * lie in others of them are left out. Where a period was read is no difference.
 */
export function changedAreas(before: readonly StagePeriod[], after: readonly StagePeriod[]): string[] {
  return outermost([...without(before, after), ...without(after, before)].map(({ area }) => area));
}

/** Areas that lie in no other of them, each once. */
export function outermost(areas: readonly string[]): string[] {
  return [...new Set(areas)]
    .filter((area) => !areas.some((other) => other !== area && covers(other, area)))
    .sort();
}

function without(periods: readonly StagePeriod[], others: readonly StagePeriod[]): StagePeriod[] {
  const known = new Set(others.map(textOf));
  return periods.filter((period) => !known.has(textOf(period)));
}

function textOf({ area, stage, from, until }: StagePeriod): string {
  return JSON.stringify([area, stage, from, until]);
}
