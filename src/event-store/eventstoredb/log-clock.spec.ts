import fc from 'fast-check';
import { type ClockMark, LogClock, MARK_EVERY } from './log-clock.js';

interface Place {
  readonly commit: bigint;
  readonly id: string;
  readonly created: number;
}

/** A log of so many events whose clock goes on, stands still and goes back. */
function logOf(steps: readonly number[], length: number): Place[] {
  let created = 1_000_000;
  return Array.from({ length }, (_, index) => {
    created += steps[index % steps.length] ?? 0;
    return { commit: BigInt(index + 1) * 100n, id: `id-${index}`, created };
  });
}

const STEPS = fc.array(fc.integer({ min: -50, max: 60 }), { minLength: 1, maxLength: 40 });
const LENGTH = fc.integer({ min: 1, max: 3 * MARK_EVERY });

describe('the clock of a log', () => {
  it('tells the running maximum at every event, also when it goes on from marks', () => {
    fc.assert(
      fc.property(STEPS, LENGTH, (steps, length) => {
        const log = logOf(steps, length);
        const marks: ClockMark[] = [];
        const whole = new LogClock([]);
        for (const event of log) {
          const mark = whole.note(event);
          if (mark !== undefined) marks.push(mark);
        }
        const resumed = new LogClock([...marks]);
        const from = log.findIndex(({ commit }) => commit === resumed.reached.commit) + 1;
        for (const event of log.slice(from)) resumed.note(event);
        let at = 0;
        const maxima = log.map(({ created }) => {
          at = Math.max(at, created);
          return at;
        });
        expect(log.map((event) => whole.timeOf(event))).toEqual(maxima);
        expect(log.map((event) => resumed.timeOf(event))).toEqual(maxima);
        expect(log.map(({ commit }) => whole.upTo(commit + 50n).number)).toEqual(
          log.map((_, index) => index + 1),
        );
        expect(resumed.reached).toEqual(whole.reached);
      }),
      { numRuns: 40 },
    );
  });

  it('finds the last event at or before an instant, or a mark less than a thousand events before it', () => {
    fc.assert(
      fc.property(STEPS, LENGTH, fc.double({ min: -0.1, max: 1.1, noNaN: true }), (steps, length, part) => {
        const log = logOf(steps, length);
        const clock = new LogClock([]);
        for (const event of log) clock.note(event);
        const times = log.map((event) => clock.timeOf(event));
        const [first = 0] = times;
        const instant = Math.round(first + part * (clock.reached.at - first));
        const last = times.findLastIndex((at) => at <= instant);
        expect(clock.recentAt(instant)?.number ?? 0).toBe(last + 1);
        const mark = clock.markAt(instant)?.number ?? 0;
        expect(mark).toBeLessThanOrEqual(last + 1);
        expect(last + 1 - mark).toBeLessThan(MARK_EVERY);
      }),
      { numRuns: 60 },
    );
  });

  it('counts what lies behind a position', () => {
    const clock = new LogClock([]);
    expect(clock.after(0n)).toBeUndefined();
    for (const event of logOf([1], 3)) clock.note(event);
    expect(clock.after(0n)?.number).toBe(1);
    expect(clock.after(100n)?.number).toBe(2);
    expect(clock.after(300n)).toBeUndefined();
    expect(clock.upTo(99n).number).toBe(0);
    expect(clock.upTo(10_000n).number).toBe(3);
  });
});
