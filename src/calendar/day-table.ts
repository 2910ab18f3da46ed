import { type DayTable, dateOf, type LocalMs, weekdayOf } from './area-calendar.js';
import type { SkippedDay } from './clock.js';

/** More than that nobody reads, and an event stays small. */
const MAX_SKIPPED = 60;

/** Why offices are closed on the day, in Indonesian; null where they are open. A weekend is called by its day. */
export function whyOff(day: LocalMs, table: DayTable): string | null {
  return weekendName(day) ?? table.days.get(dateOf(day))?.name ?? null;
}

/** False where a day may be off although the table does not say so: weekends are off without a table. */
export function isKnown(day: LocalMs, table: DayTable): boolean {
  const date = dateOf(day);
  return weekendName(day) !== null || (table.from <= date && date <= table.until);
}

/** True on the day of a vote that closes the offices of the whole country. */
export function isVotingDay(day: LocalMs, table: DayTable): boolean {
  return table.days.get(dateOf(day))?.kind === 'voting_day';
}

/** The first days that did not count, with why. */
export function skippedDays(days: readonly LocalMs[], table: DayTable): SkippedDay[] {
  return days.slice(0, MAX_SKIPPED).map((day) => ({ date: dateOf(day), why: whyOff(day, table) ?? '' }));
}

function weekendName(day: LocalMs): string | null {
  const weekday = weekdayOf(day);
  return weekday === 6 ? 'Sabtu' : weekday === 0 ? 'Minggu' : null;
}
