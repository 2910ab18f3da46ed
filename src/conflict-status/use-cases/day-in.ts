import { localTimeOf } from '../../election/domain/local-time.js';

/** The calendar day that a zone (tz database) has at an instant, `2026-11-22`. */
export function dayIn(zone: string, instant: Date): string {
  return localTimeOf(instant, zone).slice(0, 10);
}
