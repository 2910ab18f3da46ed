import { backOff, MOST_TRIES } from './back-off.js';

describe('the wait after a failed try', () => {
  it('doubles up to an hour', () => {
    expect([1, 2, 3, 4].map((tries) => backOff(tries, 1))).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(backOff(11, 1)).toBe(3_600_000);
    expect(backOff(MOST_TRIES, 1)).toBe(3_600_000);
  });

  it('is left to chance by half', () => {
    expect([backOff(2, 0), backOff(2, 0.5), backOff(2, 1)]).toEqual([5_000, 7_500, 10_000]);
  });

  it('is at least what the receiver asked for, within an hour', () => {
    expect(backOff(1, 1, 30_000)).toBe(30_000);
    expect(backOff(5, 1, 30_000)).toBe(80_000);
    expect(backOff(1, 1, 86_400_000)).toBe(3_600_000);
  });

  it('lets the tries of a letter last about half a day', () => {
    const all = Array.from({ length: MOST_TRIES - 1 }, (_, index) => backOff(index + 1, 0.5));
    const hours = all.reduce((sum, each) => sum + each, 0) / 3_600_000;
    expect(hours).toBeGreaterThan(6);
    expect(hours).toBeLessThan(24);
  });
});
