import { localOf } from './area-calendar.js';
import { isKnown, isVotingDay, whyOff } from './day-table.js';
import { dayTableOf, HOLIDAYS } from './holidays.js';
import { serviceHours } from './service-hours.js';

const HEADER = 'date,kind,name,source\n';

it('covers the last week of 2023 and the three years that stand in decrees, to their last day', () => {
  expect([HOLIDAYS.from, HOLIDAYS.until]).toEqual(['2023-12-25', '2026-12-31']);
  const known = (date: string) => isKnown(localOf(date), HOLIDAYS);
  expect(['2023-12-22', '2023-12-27', '2026-12-31', '2027-01-01'].map(known)).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(known('2027-01-02')).toBe(true);
});

it.each([
  ['2024-04-08', 'Cuti bersama Idul Fitri'],
  ['2024-11-27', 'Pemungutan suara Pilkada 2024'],
  ['2024-02-14', 'Pemungutan suara Pemilu 2024'],
  ['2024-02-29', null],
  ['2024-03-30', 'Sabtu'],
  ['2024-03-31', 'Minggu'],
])('says why offices are closed on %s: %s', (date, why) => {
  expect(whyOff(localOf(date), HOLIDAYS)).toBe(why);
});

it('tells the two voting days of 2024 from other days off', () => {
  const voting = [...HOLIDAYS.days.keys()].filter((date) => isVotingDay(localOf(date), HOLIDAYS));
  expect(voting).toEqual(['2024-02-14', '2024-11-27']);
});

it('opens offices eight hours from Monday to Thursday and half an hour longer on Friday', () => {
  const hours = (date: string) => {
    const span = serviceHours(localOf(date), HOLIDAYS);
    return span && [span.from, span.until].map((time) => new Date(time).toISOString().slice(11, 16));
  };
  expect(hours('2024-10-17')).toEqual(['08:00', '16:00']);
  expect(hours('2024-10-18')).toEqual(['08:00', '16:30']);
  expect(hours('2024-10-19')).toBeNull();
  expect(hours('2024-04-12')).toBeNull();
});

it.each([
  ['is empty', HEADER],
  ['has a day that is none', `${HEADER}27/11/2024,holiday,Natal,SKB\n`],
  ['has a kind that is none', `${HEADER}2024-12-25,party,Natal,SKB\n`],
  ['has a day without a name', `${HEADER}2024-12-25,holiday,,SKB\n`],
])('refuses a table that %s', (_, csv) => {
  expect(() => dayTableOf(csv)).toThrow('The table of holidays');
});
