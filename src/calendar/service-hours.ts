import { type DayTable, HOUR_MS, type LocalMs, MINUTE_MS, type Span, weekdayOf } from './area-calendar.js';
import { whyOff } from './day-table.js';

const OPENS_MS = 8 * HOUR_MS;
const CLOSES_MS = 16 * HOUR_MS;
const CLOSES_ON_FRIDAY_MS = 16 * HOUR_MS + 30 * MINUTE_MS;
const FRIDAY = 5;

/** When offices are open on a day (its midnight): Mon–Thu 08:00–16:00, Fri 08:00–16:30; null on days off. */
export function serviceHours(day: LocalMs, table: DayTable): Span | null {
  if (whyOff(day, table) !== null) return null;
  return { from: day + OPENS_MS, until: closingTime(day, table) };
}

/** When offices close: on Fri at 16:30, else at 16:00, which is also taken where they are closed all day. */
export function closingTime(day: LocalMs, table: DayTable): LocalMs {
  const isOpenFriday = weekdayOf(day) === FRIDAY && whyOff(day, table) === null;
  return day + (isOpenFriday ? CLOSES_ON_FRIDAY_MS : CLOSES_MS);
}
