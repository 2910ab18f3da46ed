import { DomainError } from '../../kernel/domain-error.js';
import type { CaseReport } from './case.events.js';

/** How far a phone's clock may be ahead before its report is refused (API, `occurredAt`). */
const CLOCK_TOLERANCE_MS = 24 * 60 * 60 * 1000;

/** What a report says of the past. `expectedFrom` and `expectedUntil` may lie ahead. */
export const TIMES_PAST = ['occurredAt', 'occurredUntil', 'knownAt', 'receivedAt'] as const;

/**
 * Checks the times of a new report against now and against each other. True where a device's clock was ahead, within a
 * day. Errors (422), in this order: `in_the_future`, then those of `checkOrder`.
 */
export function checkTimes(report: CaseReport, now: string): boolean {
  const ahead = TIMES_PAST.filter((field) => isAhead(report[field], now, `/${field}`));
  checkOrder(report);
  return ahead.length > 0;
}

/** True where the instant lies ahead of now, within a day. Further ahead is `in_the_future` (422). */
export function isAhead(instant: string | undefined, now: string, pointer: string): boolean {
  const ahead = instant === undefined ? 0 : Date.parse(instant) - Date.parse(now);
  if (ahead > CLOCK_TOLERANCE_MS) throw wrong('in_the_future', pointer);
  return ahead > 0;
}

/**
 * Checks what is said of the past against itself: `occurred_at_missing` (only an early warning and an unknown precision
 * go without), `occurred_after_known`, `until_before_from`. All 422; `pointer` is where the request says it.
 */
export function checkOrder(report: CaseReport, pointer?: string): void {
  const { nature, occurredAt, occurredPrecision, occurredUntil, knownAt, expectedFrom, expectedUntil } =
    report;
  if (occurredAt === undefined && nature === 'INCIDENT' && occurredPrecision !== 'UNKNOWN') {
    throw wrong('occurred_at_missing', pointer ?? '/occurredAt');
  }
  if (isAfter(occurredAt, knownAt)) throw wrong('occurred_after_known', pointer ?? '/knownAt');
  if (isAfter(occurredAt, occurredUntil)) throw wrong('until_before_from', pointer ?? '/occurredUntil');
  if (isAfter(expectedFrom, expectedUntil)) throw wrong('until_before_from', pointer ?? '/expectedUntil');
}

/** False where one of the two is unknown. */
export function isAfter(instant: string | undefined, other: string | undefined): boolean {
  return instant !== undefined && other !== undefined && Date.parse(instant) > Date.parse(other);
}

function wrong(code: string, pointer: string): DomainError {
  return new DomainError(code, {}, [{ pointer, code }]);
}
