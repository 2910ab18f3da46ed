import { at, calendarIn, JAYAPURA, MAKASSAR, SEMARANG, shown } from '../../test/support/area-calendars.js';
import type { Stage } from '../election/domain/election.events.js';
import { type HoursWindow, hoursDeadline } from './hours-deadline.js';

const HOUR = 60;
const RUNNING: readonly Stage[] = ['quiet_days', 'voting', 'counting', 'revote'];
/** 4 hours, 15 minutes in voting and counting: nobody has acknowledged a case of severity 2. */
const ACKNOWLEDGE = {
  minutes: 4 * HOUR,
  inStage: { voting: 15, counting: 15, revote: 15 },
  runningStages: RUNNING,
};

function deadline(local: string, window: Partial<HoursWindow> = {}, area = SEMARANG) {
  const used = hoursDeadline({ ...ACKNOWLEDGE, startedAt: at(local, area), ...window }, calendarIn(area));
  const { dueAt, skipped, ...rest } = used;
  return { ...rest, due: shown(dueAt, area), skipped: skipped.map(({ date, why }) => `${date} ${why}`) };
}

const due = (local: string, window: Partial<HoursWindow> = {}, area = SEMARANG) =>
  deadline(local, window, area).due;

describe('in service hours (Mon–Thu 08:00–16:00, Fri 08:00–16:30)', () => {
  it('4 hours from Friday 16:00: half an hour until 16:30, and 3½ on Monday from 08:00 make 11:30', () => {
    expect(deadline('2024-10-18T16:00')).toEqual({
      zone: 'WIB',
      stage: null,
      kind: 'service_hours',
      window: 'PT4H',
      due: '2024-10-21 11:30',
      skipped: ['2024-10-19 Sabtu', '2024-10-20 Minggu'],
    });
  });

  it.each([
    ['Monday 09:10 is over the same day', '2024-10-14T09:10', '2024-10-14 13:10'],
    [
      'Monday 12:00 is over when the offices close, not when they open',
      '2024-10-14T12:00',
      '2024-10-14 16:00',
    ],
    ['Tuesday 23:50, across midnight, is Wednesday 08:00 + 4', '2024-10-15T23:50', '2024-10-16 12:00'],
    [
      'Thursday 31 October 15:00, a month end: 1 hour, and 3 on Friday',
      '2024-10-31T15:00',
      '2024-11-01 11:00',
    ],
    ['Wednesday 28 February 15:00: 1 hour, and 3 on the leap day', '2024-02-28T15:00', '2024-02-29 11:00'],
    ['the leap day 15:00: 1 hour, and 3 on Friday 1 March', '2024-02-29T15:00', '2024-03-01 11:00'],
    ['a Sunday begins on Monday 08:00', '2024-10-20T10:00', '2024-10-21 12:00'],
  ])('4 hours: %s', (_, start, expected) => {
    expect(due(start)).toBe(expected);
  });

  it('the year end: Tuesday 31 December 14:00 has 2 hours, 1 January is off, 2 more on Thursday until 10:00', () => {
    const { due, skipped } = deadline('2024-12-31T14:00');
    expect([due, skipped]).toEqual(['2025-01-02 10:00', ['2025-01-01 Tahun Baru Masehi']]);
  });

  it('joint leave next to a weekend: Wednesday 8 May 15:00 has 1 hour, four days are off, Monday 13 May 08:00 + 3', () => {
    const { due, skipped } = deadline('2024-05-08T15:00');
    expect(due).toBe('2024-05-13 11:00');
    expect(skipped).toEqual([
      '2024-05-09 Kenaikan Isa Almasih',
      '2024-05-10 Cuti bersama Kenaikan',
      '2024-05-11 Sabtu',
      '2024-05-12 Minggu',
    ]);
  });

  it('one instant in two zones: in Semarang it is Thursday 15:30, in Jayapura 17:30 and the offices are closed', () => {
    const startedAt = new Date('2024-10-17T08:30:00Z');
    const dueIn = (area: string) => hoursDeadline({ ...ACKNOWLEDGE, startedAt }, calendarIn(area)).dueAt;
    expect(dueIn(SEMARANG)).toBe('2024-10-18T04:30:00.000Z');
    expect(dueIn(MAKASSAR)).toBe('2024-10-18T04:00:00.000Z');
    expect(dueIn(JAYAPURA)).toBe('2024-10-18T03:00:00.000Z');
    expect(['WIB', 'WITA', 'WIT']).toEqual(
      [SEMARANG, MAKASSAR, JAYAPURA].map((area) => deadline('2024-10-17T08:30', {}, area).zone),
    );
  });

  it('tells at most 60 days that did not count', () => {
    expect(deadline('2025-01-06T08:00', { minutes: 400 * 8 * HOUR }).skipped).toHaveLength(60);
  });

  it('ends its walk also where the minutes never would', () => {
    const { due, uncovered } = deadline('2025-01-06T08:00', { minutes: 1e9 });
    expect(Number(due.slice(0, 4))).toBeGreaterThan(3000);
    expect(uncovered).toBe(true);
  });
});

describe('in running hours', () => {
  const always = { runningStages: null };

  it('24 hours are the same minute of the next day, whatever day that is', () => {
    expect(deadline('2024-12-31T23:50', { ...always, minutes: 24 * HOUR })).toEqual({
      zone: 'WIB',
      stage: null,
      kind: 'running_hours',
      window: 'PT24H',
      due: '2025-01-01 23:50',
      skipped: [],
    });
    expect(due('2024-02-28T10:00', { ...always, minutes: 24 * HOUR })).toBe('2024-02-29 10:00');
  });

  it('3x24 hours over quiet days: Saturday 23 November 10:00 to Tuesday 10:00', () => {
    expect(due('2024-11-23T10:00', { ...always, minutes: 72 * HOUR, inStage: {} })).toBe('2024-11-26 10:00');
  });
});

describe('over the boundaries of stages', () => {
  it.each([
    ['Semarang', SEMARANG],
    ['Makassar', MAKASSAR],
    ['Jayapura', JAYAPURA],
  ])('22:00 before voting day has 15 minutes from 00:00 of its own clocks, in %s', (_, area) => {
    expect(deadline('2024-11-26T22:00', {}, area)).toMatchObject({
      due: '2024-11-27 00:15',
      stage: 'voting',
      kind: 'running_hours',
      window: 'PT15M',
      skipped: [],
    });
  });

  it('the same for a case of severity 3, whose 4 hours would run until 02:00', () => {
    expect(due('2024-11-26T22:00', { runningStages: null })).toBe('2024-11-27 00:15');
  });

  it('a clock that ends before voting begins is not touched: 19:55 + 4 hours of quiet days', () => {
    expect(deadline('2024-11-26T19:55')).toMatchObject({
      due: '2024-11-26 23:55',
      stage: 'quiet_days',
      kind: 'running_hours',
      window: 'PT4H',
    });
  });

  it('20:10 before voting day: 4 hours end at 00:10, before the 15 minutes of voting do', () => {
    expect(deadline('2024-11-26T20:10')).toMatchObject({ due: '2024-11-27 00:10', window: 'PT4H' });
  });

  it('from voting into counting the earlier of both holds: 12:50 + 30 minutes, not 13:00 + 30', () => {
    const handle = { minutes: 24 * HOUR, inStage: { voting: 30, counting: 30 } };
    expect(deadline('2024-11-27T12:50', handle)).toMatchObject({ due: '2024-11-27 13:20', stage: 'voting' });
  });

  it('a tightened clock does not loosen when counting ends at 12:00: 11:55 + 15 minutes', () => {
    expect(deadline('2024-11-28T11:55')).toMatchObject({ due: '2024-11-28 12:10', stage: 'counting' });
  });

  it('at the first minute after counting service hours are back: Thursday 12:00 + 4 hours', () => {
    expect(deadline('2024-11-28T12:00')).toMatchObject({
      due: '2024-11-28 16:00',
      stage: null,
      kind: 'service_hours',
    });
  });

  it('72 hours from voting day 12:00 outlast counting: 24 until Thursday 12:00, then 4 + 8½ + 4×8 + 3½', () => {
    expect(deadline('2024-11-27T12:00', { minutes: 72 * HOUR, inStage: {} })).toEqual({
      zone: 'WIB',
      stage: null,
      kind: 'service_hours',
      window: 'PT72H',
      due: '2024-12-06 11:30',
      skipped: ['2024-11-30 Sabtu', '2024-12-01 Minggu'],
    });
  });

  it('Friday 15:00 before the quiet days: 1½ hours, no Saturday, and 2½ of the first quiet day, a Sunday', () => {
    expect(deadline('2024-11-22T15:00')).toMatchObject({
      due: '2024-11-24 02:30',
      stage: 'quiet_days',
      kind: 'service_hours',
      skipped: ['2024-11-23 Sabtu'],
    });
  });

  it('a repeated vote of another contest tightens too, and only its own minutes', () => {
    const revote = {
      contest: 'pilwalkot-semarang',
      regime: 'PILKADA' as const,
      stage: 'revote' as const,
      from: '2024-12-01T07:00',
      until: '2024-12-02T00:00',
    };
    const calendar = calendarIn(SEMARANG, [...calendarIn(SEMARANG).stages, revote]);
    const used = hoursDeadline({ ...ACKNOWLEDGE, startedAt: at('2024-11-30T09:00') }, calendar);
    expect([shown(used.dueAt), used.stage]).toEqual(['2024-12-01 07:15', 'revote']);
  });
});

describe('beyond the table of holidays', () => {
  it('says so: Thursday 31 December 2026 15:00 has 1 hour, and 3 on a 1 January of which it knows nothing', () => {
    expect(deadline('2026-12-31T15:00')).toMatchObject({ due: '2027-01-01 11:00', uncovered: true });
  });

  it('says so before its beginning: Friday 22 December 2023 15:30, 1 hour; Christmas is known', () => {
    expect(deadline('2023-12-22T15:30', {})).toMatchObject({
      due: '2023-12-27 11:00',
      uncovered: true,
      skipped: [
        '2023-12-23 Sabtu',
        '2023-12-24 Minggu',
        '2023-12-25 Hari Raya Natal',
        '2023-12-26 Cuti bersama Natal',
      ],
    });
  });

  it('says nothing where every hour of the days counted anyway: Monday of quiet days in 2029', () => {
    const quiet = {
      contest: 'PEMILU_2029',
      regime: 'PEMILU' as const,
      stage: 'quiet_days' as const,
      from: '2029-02-11T00:00',
      until: '2029-02-14T00:00',
    };
    const startedAt = at('2029-02-12T07:00');
    const used = hoursDeadline({ ...ACKNOWLEDGE, startedAt }, calendarIn(SEMARANG, [quiet]));
    expect([shown(used.dueAt), used.uncovered]).toEqual(['2029-02-12 11:00', undefined]);
  });

  it('says nothing where no holiday could matter', () => {
    expect(deadline('2027-05-01T10:00', { runningStages: null })).not.toHaveProperty('uncovered');
    expect(deadline('2024-10-18T16:00')).not.toHaveProperty('uncovered');
    expect(deadline('2026-12-30T17:00')).not.toHaveProperty('uncovered');
  });
});
