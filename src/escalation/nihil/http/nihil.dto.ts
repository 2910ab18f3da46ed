import { zoneOf } from '../../../area/area-zone.js';
import type { Check } from '../../../http/checks.js';
import { Is, IsAreaCode } from '../../../http/fields.js';
import { isCalendarDay, readInstant, toInstant } from '../../../http/instant.js';
import { dayPeriod, intervalPeriod, type NihilPeriod } from '../domain/nihil-period.js';

/** Hours by which the clocks of a zone are ahead of UTC. */
const OFFSETS = { WIB: 7, WITA: 8, WIT: 9 } as const;
const DAY_FORM = /^\d{4}-\d\d-\d\d$/;

/** A day, or two instants with an offset and a slash between them. */
const period: Check = {
  schema: { type: 'string', example: '2026-11-22' },
  test: (value) => {
    if (typeof value !== 'string') return { code: 'not_text' };
    if (DAY_FORM.test(value)) return isCalendarDay(value) ? undefined : { code: 'not_a_date' };
    const [from = '', until = '', ...more] = value.split('/');
    if (until === '' || more.length > 0) return { code: 'not_a_period' };
    const faults = [readInstant(from), readInstant(until)].filter((read) => typeof read === 'string');
    return faults[0] === undefined ? undefined : { code: faults[0] };
  },
};

/** That nothing happened. */
export class NihilDto {
  @IsAreaCode()
  area!: string;

  /**
   * A day on the clocks of the area, `2026-11-22`, or an ISO 8601 interval of two instants with their offsets,
   * `2026-11-22T06:00:00+07:00/2026-11-22T14:00:00+07:00`; at most 31 days.
   */
  @Is(period)
  period!: string;
}

/** What a period that was checked names. */
export function periodOf({ area, period: text }: NihilDto): NihilPeriod & { text: string; isDay: boolean } {
  const offset = OFFSETS[zoneOf(area).label];
  if (DAY_FORM.test(text)) return { ...dayPeriod(text, offset), text, isDay: true };
  const [from = '', until = ''] = text.split('/');
  return { ...intervalPeriod(toInstant(from), toInstant(until), offset), text, isDay: false };
}
