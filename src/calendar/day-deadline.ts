import type { Stage } from '../election/domain/election.events.js';
import {
  type AreaCalendar,
  DAY_MS,
  type DayTable,
  type LocalMs,
  MAX_DAYS,
  midnightOf,
  spanOf,
  toInstant,
  toLocal,
} from './area-calendar.js';
import type { CalendarUsed } from './clock.js';
import { isKnown, isVotingDay, skippedDays, whyOff } from './day-table.js';
import { closingTime } from './service-hours.js';

/** In these Bawaslu receives reports day and night (Bawaslu Kota Batu, kabarbaik.co). */
const OPEN_DAY_AND_NIGHT: readonly Stage[] = ['quiet_days', 'voting'];

/** A term in days. The day on which it starts does not count. */
export interface DayTerm {
  readonly startedAt: Date;
  readonly days: number;
  readonly kind: 'calendar_days' | 'working_days';
  /** When the last day ends: with the reception of reports (the default), or with the day. */
  readonly ends?: 'reception' | 'day';
}

/**
 * The last moment of a term in days. Reception ends Mon–Thu at 16:00 and Fri at 16:30; at 24:00 in quiet days and on a
 * voting day; where the last calendar day is closed, still on that day at 16:00. `uncovered` where a working day was
 * counted that the table does not know.
 */
export function dayDeadline(term: DayTerm, calendar: AreaCalendar): CalendarUsed {
  const { zone, days } = calendar;
  const startDay = midnightOf(toLocal(term.startedAt, zone.label));
  const { last, skipped, uncovered } =
    term.kind === 'working_days'
      ? workingDays(startDay, term.days, days)
      : { last: startDay + term.days * DAY_MS, skipped: [], uncovered: false };
  const { due, stage } = term.ends === 'day' ? endOf(last) : receptionEnd(last, calendar);
  return {
    zone: zone.label,
    stage,
    kind: term.kind,
    window: `P${term.days}D`,
    dueAt: toInstant(due, zone.label).toISOString(),
    skipped: skippedDays(skipped, days),
    ...(uncovered && { uncovered }),
  };
}

/** Walks over the days, at most ten years of them. */
function workingDays(startDay: LocalMs, days: number, table: DayTable) {
  const skipped: LocalMs[] = [];
  let uncovered = false;
  let last = startDay;
  let left = days;
  for (let walked = 0; left > 0 && walked < MAX_DAYS; walked++) {
    last += DAY_MS;
    uncovered ||= !isKnown(last, table);
    if (whyOff(last, table) === null) left -= 1;
    else skipped.push(last);
  }
  return { last, skipped, uncovered };
}

function endOf(day: LocalMs): { due: LocalMs; stage: null } {
  return { due: day + DAY_MS, stage: null };
}

/** When reception ends on a day, and the stage that keeps it open longer. */
function receptionEnd(day: LocalMs, { stages, days }: AreaCalendar): { due: LocalMs; stage: Stage | null } {
  const open = stages.find((period) => {
    const { from, until } = spanOf(period);
    return OPEN_DAY_AND_NIGHT.includes(period.stage) && from < day + DAY_MS && day < until;
  });
  if (open !== undefined) return { due: day + DAY_MS, stage: open.stage };
  if (isVotingDay(day, days)) return { due: day + DAY_MS, stage: 'voting' };
  return { due: closingTime(day, days), stage: null };
}
