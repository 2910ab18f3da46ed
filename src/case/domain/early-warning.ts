import type { CaseEvent } from './case.events.js';
import type { KnownCase } from './case.state.js';
import { isAfter, isAhead } from './case-times.js';
import { defined } from './plain.js';

/**
 * What was feared has happened. That the danger was known before is not knowing of the incident: such a `knownAt` goes,
 * and legal clocks count from `occurredAt`. Errors: `in_the_future` (422).
 */
export function promote(occurredAt: string, { report }: KnownCase, now: string): CaseEvent[] {
  const clockAhead = isAhead(occurredAt, now, '/occurredAt');
  const knownAt = isAfter(occurredAt, report.knownAt) ? undefined : report.knownAt;
  const occurredPrecision = report.occurredPrecision === 'UNKNOWN' ? 'EXACT' : report.occurredPrecision;
  const data = defined({ occurredAt, occurredPrecision, knownAt, clockAhead });
  return [{ type: 'EarlyWarningPromoted', data }];
}
