import type { AnyProjection } from '../../projection/projection.js';
import { isSound, type Overdue } from './timer-audit.js';
import { holdMs } from './timer-claims.js';
import { type NextClock, timerIdOf } from './timer-source.js';
import { TimerSources } from './timer-sources.js';

const KEY = '0199d0a3-7fc4-7eda-b780-e2ae4dc7f720';
const CLOCK: NextClock = {
  kind: 'acknowledge',
  rule: 'not_acknowledged',
  startedAt: '2024-11-22T09:00:00.000Z',
  moment: 'due',
};
const DUE = new Date('2024-11-22T13:00:00Z');
const NOTHING: Overdue = { waiting: 0, failing: 0, disputed: 0, oldest: 0, catchingUp: false };

function viewWith(...indexes: string[]): AnyProjection {
  return { name: 'bells', indexes } as unknown as AnyProjection;
}

describe('a timer', () => {
  it('has an id that follows from stream and clock, and is another for every start, moment and instant', () => {
    const ids = [
      timerIdOf(KEY, CLOCK, DUE),
      timerIdOf(KEY, { ...CLOCK, moment: 'alarm' }, DUE),
      timerIdOf(KEY, { ...CLOCK, startedAt: '2024-11-22T09:00:00.001Z' }, DUE),
      timerIdOf(KEY, CLOCK, new Date('2024-11-22T12:00:00Z')),
      timerIdOf('0199d0a3-7fc4-7eda-b780-e2ae4dc7f721', CLOCK, DUE),
    ];
    expect(new Set(ids).size).toBe(5);
    expect(timerIdOf(KEY, { ...CLOCK }, DUE)).toBe(ids[0]);
  });

  it.each([
    ['failed', 1, 1_000],
    ['failed', 4, 8_000],
    ['failed', 40, 300_000],
    ['answered', 1, 5_000],
    ['answered', 3, 20_000],
    ['passing', 9, 0],
  ] as const)('that was %s at try %i is left for %i ms', (outcome, tries, ms) => {
    expect(holdMs(outcome, tries)).toBe(ms);
  });
});

describe('sources of timers', () => {
  it('are told apart by their names, and need the index by which the due ones are found', () => {
    const sources = new TimerSources();
    const source = {
      name: 'bell',
      projection: viewWith('(next_due_at) where next_due_at is not null'),
      command: () => ({}),
    };
    sources.add(source);
    expect(sources.of('bell')).toBe(source);
    expect(() => sources.add(source)).toThrow('Two timer sources named bell.');
    expect(() => sources.add({ ...source, name: 'other', projection: viewWith('(area)') })).toThrow(
      '(next_due_at)',
    );
    expect(() => sources.of('gong')).toThrow('No timer source is named gong.');
  });
});

describe('the audit', () => {
  it.each<[string, Partial<Overdue>, boolean]>([
    ['nothing is overdue', {}, true],
    ['a backlog is not worked off', { waiting: 3 }, false],
    ['a backlog is worked off', { waiting: 3, catchingUp: true }, true],
    ['a firing fails, also in a catch-up', { failing: 1, catchingUp: true }, false],
    ['view and stream do not agree', { disputed: 1 }, false],
  ])('says what it is to say where %s', (_, found, sound) => {
    expect(isSound({ ...NOTHING, ...found })).toBe(sound);
  });
});
