import { DomainError } from '../../../kernel/domain-error.js';
import { type NihilState, nihilDecider } from './nihil.decider.js';
import { dayPeriod, intervalPeriod, type NihilPeriod } from './nihil-period.js';

const NOW = '2026-11-22T11:05:00.000Z';

/** What is recorded, or the code of what is wrong with the period. */
function report(period: NihilPeriod, isDay: boolean, state: NihilState = new Set()) {
  const { from, until } = period;
  const command = { area: '33.74', areaExists: true, period: 'p', from, until, isDay, now: NOW };
  try {
    const [event] = nihilDecider.decide(command, state);
    return event === undefined ? 'nothing' : `${event.data.from}/${event.data.until}`;
  } catch (error) {
    if (error instanceof DomainError) return error.errors[0]?.code;
    throw error;
  }
}

const interval = (from: string, until: string) => intervalPeriod(new Date(from), new Date(until), 7);

describe('a report of nothing', () => {
  it('on a day of the area speaks for the whole of it, on today up to now', () => {
    expect(report(dayPeriod('2026-11-21', 7), true)).toBe(
      '2026-11-20T17:00:00.000Z/2026-11-21T17:00:00.000Z',
    );
    expect(report(dayPeriod('2026-11-22', 7), true)).toBe(`2026-11-21T17:00:00.000Z/${NOW}`);
    expect(report(dayPeriod('2026-11-22', 9), true)).toBe(`2026-11-21T15:00:00.000Z/${NOW}`);
    expect(report(dayPeriod('2026-11-23', 7), true)).toBe('not_passed_yet');
  });

  it.each<[string, string, string, string | undefined]>([
    [
      'on a shift',
      '2026-11-22T02:00:00Z',
      '2026-11-22T10:00:00Z',
      '2026-11-22T02:00:00.000Z/2026-11-22T10:00:00.000Z',
    ],
    ['from a fast phone', '2026-11-22T02:00:00Z', '2026-11-22T11:08:00Z', `2026-11-22T02:00:00.000Z/${NOW}`],
    ['on what has not passed', '2026-11-22T02:00:00Z', '2026-11-22T12:00:00Z', 'not_passed_yet'],
    [
      'on 31 days',
      '2026-10-22T10:00:00Z',
      '2026-11-22T10:00:00Z',
      '2026-10-22T10:00:00.000Z/2026-11-22T10:00:00.000Z',
    ],
    ['on more', '2026-10-22T09:59:59Z', '2026-11-22T10:00:00Z', 'longer_than_31_days'],
    ['on nothing', '2026-11-22T10:00:00Z', '2026-11-22T10:00:00Z', 'ends_before_it_begins'],
    ['on last year', '2025-11-22T02:00:00Z', '2025-11-22T10:00:00Z', 'too_long_ago'],
  ])('%s', (_, from, until, expected) => {
    expect(report(interval(from, until), false)).toBe(expected);
  });

  it('says the very same time once', () => {
    const day = dayPeriod('2026-11-21', 7);
    expect(report(day, true, new Set([`${day.from}/${day.until}`]))).toBe('nothing');
  });

  it('belongs to the month in which its period begins on the clocks of the area', () => {
    expect(dayPeriod('2026-11-01', 9).month).toBe('2026-11');
    expect(interval('2026-10-31T15:30:00Z', '2026-11-01T01:00:00Z').month).toBe('2026-10');
    expect(intervalPeriod(new Date('2026-10-31T15:30:00Z'), new Date('2026-11-01T01:00:00Z'), 9).month).toBe(
      '2026-11',
    );
  });
});
