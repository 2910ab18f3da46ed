import { jest } from '@jest/globals';
import { Progress, type ProgressScreen } from './progress.js';

describe('progress', () => {
  let written: string[];

  function screen(isTTY: boolean): ProgressScreen {
    return { isTTY, columns: 80, write: (text) => written.push(text) };
  }

  beforeEach(() => {
    written = [];
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('is silent about what ends within two seconds', () => {
    const progress = new Progress('Loading areas', 100, screen(true));
    jest.advanceTimersByTime(1_900);
    progress.reached(100);
    progress.end();
    expect(written).toEqual([]);
  });

  it('is a bar on a terminal, drawn again and again on one line', () => {
    const progress = new Progress('Loading areas', 91_599, screen(true));
    progress.reached(45_800);
    jest.advanceTimersByTime(3_000);
    progress.end();
    expect(written.at(0)).toBe(
      '\r\u001b[KLoading areas: ████████████░░░░░░░░░░░░  50 % 45,800 of 91,599 (2 s)',
    );
    expect(written.at(-1)).toMatch(/\(3 s\)\n$/);
    expect(written.slice(0, -1).join('')).not.toContain('\n');
  });

  it('is a plain line now and then elsewhere', () => {
    const progress = new Progress('Reading the log', undefined, screen(false));
    jest.advanceTimersByTime(2_000);
    progress.advance(1_200);
    jest.advanceTimersByTime(6_000);
    progress.end();
    expect(written).toEqual([
      'Reading the log: 0 (2 s)\n',
      'Reading the log: 1,200 (7 s)\n',
      'Reading the log: 1,200 (8 s)\n',
    ]);
  });

  it('says nothing after its end', () => {
    const progress = new Progress('Reading the log', 5, screen(true));
    progress.end();
    jest.advanceTimersByTime(10_000);
    progress.reached(5);
    progress.end();
    expect(written).toEqual([]);
  });
});
