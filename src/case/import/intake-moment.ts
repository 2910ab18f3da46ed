import type { ZoneLabel } from '../../area/area.js';

/** Hours ahead of UTC. Indonesia has no summer time (Keppres 41/1987). */
const OFFSET_HOURS: Readonly<Record<ZoneLabel, number>> = { WIB: 7, WITA: 8, WIT: 9 };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const EARLIEST_YEAR = 1900;

const DAY_FIRST = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const TIME = /^(\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?$/;

/** A date and time as a row holds them. */
export interface Moment {
  readonly at: Date;
  /** `DAY`: the hour is empty and `at` is the local midnight with which the day begins. */
  readonly precision: 'EXACT' | 'DAY';
}

/**
 * Reads `dd/mm/yyyy`, `d-m-yyyy` or `yyyy-mm-dd` and `14.05` or `14:05` (with or without seconds), local to the zone.
 * Null for what is no date or time, also for days that no month has.
 */
export function readMoment(date: string, time: string, zone: ZoneLabel): Moment | null {
  const midnight = utcMidnight(date.trim());
  const sinceMidnight = time.trim() === '' ? 0 : timeOfDay(time.trim());
  if (midnight === null || sinceMidnight === null) return null;
  const at = new Date(midnight + sinceMidnight - OFFSET_HOURS[zone] * HOUR_MS);
  return { at, precision: time.trim() === '' ? 'DAY' : 'EXACT' };
}

/**
 * A later step of the same report. Where it names only the day on which the earlier step fell, it is that step's
 * instant: a report written `25/11, 25/11` does not say that it was known before it happened.
 */
export function notBefore({ at, precision }: Moment, earlier: Date): Date {
  const sameDay = earlier.getTime() >= at.getTime() && earlier.getTime() < at.getTime() + DAY_MS;
  return precision === 'DAY' && sameDay ? earlier : at;
}

function utcMidnight(text: string): number | null {
  const [, year, month, day] = YEAR_FIRST.exec(text)?.map(Number) ?? dayFirst(text);
  if (year === undefined || month === undefined || day === undefined || year < EARLIEST_YEAR) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() : null;
}

function dayFirst(text: string): readonly number[] {
  const [, day, , month, year] = DAY_FIRST.exec(text) ?? [];
  return day === undefined ? [] : [0, Number(year), Number(month), Number(day)];
}

function timeOfDay(text: string): number | null {
  const [, hours, minutes, seconds = '0'] = TIME.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000;
}
