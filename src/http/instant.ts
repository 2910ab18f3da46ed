const INSTANT = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)?$/;
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
/** Far enough back for history, and what every store and driver can write. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 9998;

export type InstantFault = 'not_an_instant' | 'offset_missing' | 'no_such_date';

/** Reads RFC 3339 with an offset, to the millisecond; says what is wrong where it cannot. */
export function readInstant(text: string): Date | InstantFault {
  const match = INSTANT.exec(text);
  if (match === null) return 'not_an_instant';
  const [, year, month, day, hour, minute, second, fraction = '', offset] = match;
  if (offset === undefined) return 'offset_missing';
  const minutes = offsetMinutes(offset);
  const clock = [Number(hour), Number(minute), Number(second)] as const;
  if (!isDay(Number(year), Number(month), Number(day)) || minutes === null) return 'no_such_date';
  if (clock[0] > 23 || clock[1] > 59 || clock[2] > 59) return 'no_such_date';
  const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), ...clock, millis);
  return new Date(local - minutes * 60_000);
}

/** The instant of a text that was checked before, as RFC 3339 in UTC. Throws a RangeError for any other text. */
export function toUtc(text: string): string {
  return toInstant(text).toISOString();
}

/** The instant of a text that was checked before. Throws a RangeError for any other text. */
export function toInstant(text: string): Date {
  const instant = readInstant(text);
  if (instant instanceof Date) return instant;
  throw new RangeError('Not an instant with an offset.');
}

/** True for a date that exists, written `2024-10-20`. */
export function isCalendarDay(text: string): boolean {
  const [, year, month, day] = DAY.exec(text) ?? [];
  return year !== undefined && isDay(Number(year), Number(month), Number(day));
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function offsetMinutes(offset: string): number | null {
  if (offset === 'Z' || offset === 'z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
