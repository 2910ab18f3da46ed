import { isCalendarDay, readInstant, toUtc } from './instant.js';

it.each([
  ['2024-10-17T14:05:00+07:00', '2024-10-17T07:05:00.000Z'],
  ['2024-10-17T14:05:00.123456789+09:00', '2024-10-17T05:05:00.123Z'],
  ['2024-10-17t14:05:00.5z', '2024-10-17T14:05:00.500Z'],
  ['2024-02-29T00:00:00-11:30', '2024-02-29T11:30:00.000Z'],
  ['2024-12-31T23:59:59-00:30', '2025-01-01T00:29:59.000Z'],
])('reads %s as %s', (text, utc) => {
  expect(toUtc(text)).toBe(utc);
});

it.each([
  ['2024-10-17T14:05:00', 'offset_missing'],
  ['2023-02-29T00:00:00Z', 'no_such_date'],
  ['2024-13-01T00:00:00Z', 'no_such_date'],
  ['2024-00-10T00:00:00Z', 'no_such_date'],
  ['2024-10-17T24:00:00Z', 'no_such_date'],
  ['2024-10-17T23:59:60Z', 'no_such_date'],
  ['2024-10-17T10:00:00+24:00', 'no_such_date'],
  ['0024-10-17T10:00:00Z', 'no_such_date'],
  ['2024-10-17', 'not_an_instant'],
  ['2024-10-17T14:05Z', 'not_an_instant'],
  ['20241017T140500Z', 'not_an_instant'],
  ['+2024-10-17T14:05:00Z', 'not_an_instant'],
  ['', 'not_an_instant'],
])('says of %p: %s', (text, fault) => {
  expect(readInstant(text)).toBe(fault);
  expect(() => toUtc(text)).toThrow(RangeError);
});

it('knows which days exist', () => {
  expect(['2024-02-29', '2024-10-20'].every(isCalendarDay)).toBe(true);
  expect(
    ['2023-02-29', '2024-04-31', '2024-1-1', '20-10-2024', '2024-10-20T00:00:00Z'].some(isCalendarDay),
  ).toBe(false);
});
