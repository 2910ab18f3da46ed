import { at, calendarIn, JAYAPURA, SEMARANG, shown } from '../../test/support/area-calendars.js';
import { type DayTerm, dayDeadline } from './day-deadline.js';

function term(local: string, kind: DayTerm['kind'], days = 7, area = SEMARANG) {
  const used = dayDeadline({ startedAt: at(local, area), days, kind }, calendarIn(area));
  const { dueAt, skipped, ...rest } = used;
  return { ...rest, due: shown(dueAt, area), skipped: skipped.map(({ date, why }) => `${date} ${why}`) };
}

const calendarDays = (local: string, days = 7) => term(local, 'calendar_days', days);
const workingDays = (local: string, days = 7) => term(local, 'working_days', days);

describe('working days', () => {
  it('known Thu 4 April 2024 16:30: Fri 5, then Idul Fitri leave to Mon 15, Tue 16 to Fri 19, Mon 22, Tue 23', () => {
    expect(workingDays('2024-04-04T16:30')).toEqual({
      zone: 'WIB',
      stage: null,
      kind: 'working_days',
      window: 'P7D',
      due: '2024-04-23 16:00',
      skipped: [
        '2024-04-06 Sabtu',
        '2024-04-07 Minggu',
        '2024-04-08 Cuti bersama Idul Fitri',
        '2024-04-09 Cuti bersama Idul Fitri',
        '2024-04-10 Idul Fitri 1445 H',
        '2024-04-11 Idul Fitri 1445 H',
        '2024-04-12 Cuti bersama Idul Fitri',
        '2024-04-13 Sabtu',
        '2024-04-14 Minggu',
        '2024-04-15 Cuti bersama Idul Fitri',
        '2024-04-20 Sabtu',
        '2024-04-21 Minggu',
      ],
    });
  });

  it('known Fri 22 Nov 2024: Mon 25, Tue 26, not voting day, Thu 28, Fri 29, Mon 2, Tue 3, Wed 4 December', () => {
    const { due, skipped } = workingDays('2024-11-22T10:00');
    expect(due).toBe('2024-12-04 16:00');
    expect(skipped).toEqual([
      '2024-11-23 Sabtu',
      '2024-11-24 Minggu',
      '2024-11-27 Pemungutan suara Pilkada 2024',
      '2024-11-30 Sabtu',
      '2024-12-01 Minggu',
    ]);
  });

  it('the year end, known Fri 27 Dec 2024: 30, 31, not 1 January, 2, 3, 6, 7, Wed 8 January', () => {
    expect(workingDays('2024-12-27T09:00').due).toBe('2025-01-08 16:00');
  });

  it('joint leave next to a weekend, known Fri 19 Dec 2025: 22, 23, 24, four days off, 29, 30, 31, Fri 2 January', () => {
    expect(workingDays('2025-12-19T09:00').due).toBe('2026-01-02 16:30');
  });

  it('the leap day is one, known Wed 28 Feb 2024: Thu 29, Fri 1 March', () => {
    expect(workingDays('2024-02-28T09:00', 2).due).toBe('2024-03-01 16:30');
  });

  it('known on a Saturday begins with Monday', () => {
    expect(workingDays('2024-10-19T09:00', 1).due).toBe('2024-10-21 16:00');
  });
});

describe('calendar days', () => {
  it('known Fri 22 Nov 2024, at any hour of it, ends on Fri 29 when reception closes at 16:30', () => {
    expect(calendarDays('2024-11-22T00:00')).toEqual({
      zone: 'WIB',
      stage: null,
      kind: 'calendar_days',
      window: 'P7D',
      due: '2024-11-29 16:30',
      skipped: [],
    });
    expect(calendarDays('2024-11-22T23:59').due).toBe('2024-11-29 16:30');
  });

  it('in quiet days reception ends at 24:00: known Mon 18 Nov, until the end of Mon 25', () => {
    expect(calendarDays('2024-11-18T10:00')).toMatchObject({ due: '2024-11-26 00:00', stage: 'quiet_days' });
  });

  it('on voting day too, although voting ends at 13:00: known Wed 20 Nov, until the end of Wed 27', () => {
    expect(calendarDays('2024-11-20T10:00')).toMatchObject({ due: '2024-11-28 00:00', stage: 'voting' });
  });

  it('on a voting day of the table where no calendar of stages is known', () => {
    const used = dayDeadline(
      { startedAt: at('2024-11-20T10:00'), days: 7, kind: 'calendar_days' },
      calendarIn(SEMARANG, []),
    );
    expect([shown(used.dueAt), used.stage]).toEqual(['2024-11-28 00:00', 'voting']);
  });

  it('the day after voting is counted and has the usual hours: known Thu 21 Nov, until Thu 28 at 16:00', () => {
    expect(calendarDays('2024-11-21T10:00')).toMatchObject({ due: '2024-11-28 16:00', stage: null });
  });

  it.each([
    ['Sunday 13 October', '2024-10-06T10:00', '2024-10-13 16:00'],
    ['Friday 10 May, joint leave', '2024-05-03T10:00', '2024-05-10 16:00'],
    ['the leap day', '2024-02-22T10:00', '2024-02-29 16:00'],
    ['Friday 1 March', '2024-02-23T10:00', '2024-03-01 16:30'],
    ['Wednesday 1 January 2025, a holiday', '2024-12-25T10:00', '2025-01-01 16:00'],
  ])('whose last day is %s', (_, known, due) => {
    expect(calendarDays(known).due).toBe(due);
  });

  it('one instant, two days: it is Thursday 22:30 in Semarang and Friday 00:30 in Jayapura', () => {
    const startedAt = new Date('2024-11-21T15:30:00Z');
    const dueIn = (area: string) => {
      const { dueAt } = dayDeadline({ startedAt, days: 7, kind: 'calendar_days' }, calendarIn(area));
      return [dueAt, shown(dueAt, area)];
    };
    expect(dueIn(SEMARANG)).toEqual(['2024-11-28T09:00:00.000Z', '2024-11-28 16:00']);
    expect(dueIn(JAYAPURA)).toEqual(['2024-11-29T07:30:00.000Z', '2024-11-29 16:30']);
  });
});

it('a term that is not one of reception ends with its last day', () => {
  const { dueAt } = dayDeadline(
    { startedAt: at('2024-11-18T10:00'), days: 5, kind: 'calendar_days', ends: 'day' },
    calendarIn(SEMARANG),
  );
  expect(shown(dueAt)).toBe('2024-11-24 00:00');
});

describe('beyond the table of holidays', () => {
  it('working days say so: known Mon 21 Dec 2026, the 7th would be Fri 1 January 2027', () => {
    expect(workingDays('2026-12-21T09:00')).toMatchObject({ due: '2027-01-01 16:30', uncovered: true });
  });

  it('working days within it say nothing: the 6th is Thu 31 December 2026', () => {
    expect(workingDays('2026-12-21T09:00', 6)).not.toHaveProperty('uncovered');
  });

  it('a start before the table does not count, the days after it do', () => {
    expect(workingDays('2023-12-24T09:00', 1)).toMatchObject({ due: '2023-12-27 16:00' });
    expect(workingDays('2023-12-24T09:00', 1)).not.toHaveProperty('uncovered');
    expect(workingDays('2023-12-21T09:00', 1)).toMatchObject({ due: '2023-12-22 16:30', uncovered: true });
  });

  it('calendar days need no table', () => {
    expect(calendarDays('2027-06-01T09:00')).not.toHaveProperty('uncovered');
  });
});

it('ends its walk also where the days never would', () => {
  expect(workingDays('2024-01-01T09:00', 1e9).skipped).toHaveLength(60);
});
