import fc from 'fast-check';
import { calendarIn, SEMARANG } from '../../test/support/area-calendars.js';
import { STAGES, type Stage } from '../election/domain/election.events.js';
import { type LocalPeriod, localOf, MINUTE_MS, toInstant, toLocal } from './area-calendar.js';
import { dayDeadline } from './day-deadline.js';
import { HOLIDAYS } from './holidays.js';
import { type HoursWindow, hoursDeadline } from './hours-deadline.js';

const STEP = 15;
const ORIGIN = localOf('2024-03-20T00:00');
const RUNS = { numRuns: 100 };

/** Quarters of an hour in eight weeks that hold Easter, Idul Fitri, joint leave and 1 May. */
const QUARTER = fc.integer({ min: 0, max: 8 * 7 * 24 * 4 });
const STAGE = fc.constantFrom(...STAGES);
const MINUTES = fc.integer({ min: 0, max: 400 }).map((quarters) => quarters * STEP);
const IN_STAGE = fc.dictionary(STAGE, MINUTES, { maxKeys: 3 }) as fc.Arbitrary<HoursWindow['inStage']>;
const PERIOD = fc.tuple(STAGE, QUARTER, fc.integer({ min: 1, max: 600 })).map(
  ([stage, from, length]): LocalPeriod => ({
    contest: 'contoh',
    regime: null,
    stage,
    from: localText(from),
    until: localText(from + length),
  }),
);
const HISTORY = fc.record({
  start: QUARTER,
  minutes: MINUTES,
  stages: fc.array(PERIOD, { maxLength: 5 }),
  inStage: IN_STAGE,
  running: fc.option(fc.uniqueArray(STAGE, { maxLength: 4 })),
});

function localText(quarters: number): string {
  return new Date(ORIGIN + quarters * STEP * MINUTE_MS).toISOString().slice(0, 16);
}

const startOf = (quarters: number) => toInstant(ORIGIN + quarters * STEP * MINUTE_MS, 'WIB');

function dueOf(
  { start, minutes, stages, inStage, running }: typeof HISTORY extends fc.Arbitrary<infer T> ? T : never,
  change: { minutes?: number; inStage?: HoursWindow['inStage']; running?: readonly Stage[] | null } = {},
): number {
  const window = {
    startedAt: startOf(start),
    minutes: change.minutes ?? minutes,
    inStage: change.inStage ?? inStage,
    runningStages: change.running === undefined ? running : change.running,
  };
  return Date.parse(hoursDeadline(window, calendarIn(SEMARANG, stages)).dueAt);
}

/** The same reckoned quarter by quarter, by nothing but the names of days and hours. */
function plainDue(start: number, minutes: number, stages: readonly LocalPeriod[], running: readonly Stage[]) {
  let left = minutes / STEP;
  let quarter = start;
  while (left > 0) {
    const local = localText(quarter);
    const runs = stages.some(
      ({ stage, from, until }) => running.includes(stage) && from <= local && local < until,
    );
    if (runs || isOpen(local)) left -= 1;
    quarter += 1;
  }
  return startOf(quarter).getTime();
}

function isOpen(local: string): boolean {
  const [date = '', time = ''] = local.split('T');
  const day = new Date(`${date}T00:00Z`).toUTCString().slice(0, 3);
  if (day === 'Sat' || day === 'Sun' || HOLIDAYS.days.has(date)) return false;
  return time >= '08:00' && time < (day === 'Fri' ? '16:30' : '16:00');
}

describe('of any window, start and stages', () => {
  it('the deadline never lies before the start', () => {
    fc.assert(
      fc.property(HISTORY, (history) => dueOf(history) >= startOf(history.start).getTime()),
      RUNS,
    );
  });

  it('a stage that tightens never loosens', () => {
    fc.assert(
      fc.property(HISTORY, (history) => dueOf(history) <= dueOf(history, { inStage: {} })),
      RUNS,
    );
  });

  it('hours that run more often never give a later deadline', () => {
    fc.assert(
      fc.property(HISTORY, STAGE, (history, stage) => {
        const running = history.running ?? [];
        const [none, some, more] = [[], running, [...running, stage]].map((stages) =>
          dueOf(history, { running: stages }),
        );
        expect(Number(some)).toBeLessThanOrEqual(Number(none));
        expect(Number(more)).toBeLessThanOrEqual(Number(some));
        expect(dueOf(history, { running: null })).toBeLessThanOrEqual(Number(more));
      }),
      RUNS,
    );
  });

  it('more minutes never give an earlier deadline', () => {
    fc.assert(
      fc.property(
        HISTORY,
        MINUTES,
        (history, more) => dueOf(history, { minutes: history.minutes + more }) >= dueOf(history),
      ),
      RUNS,
    );
  });

  it('the deadline is that of counting the quarters of an hour one by one', () => {
    fc.assert(
      fc.property(HISTORY, ({ inStage: _, ...history }) => {
        const running = history.running ?? [];
        const minutes = history.minutes + STEP;
        const due = dueOf({ ...history, minutes, running, inStage: {} });
        expect(due).toBe(plainDue(history.start, minutes, history.stages, running));
      }),
      RUNS,
    );
  });

  it('a term in working days is never shorter than in calendar days, and more days never shorten it', () => {
    fc.assert(
      fc.property(QUARTER, fc.integer({ min: 1, max: 30 }), (start, days) => {
        const startedAt = startOf(start);
        const lastDay = (kind: 'calendar_days' | 'working_days', length: number) =>
          toLocal(
            new Date(
              dayDeadline({ startedAt, days: length, kind, ends: 'day' }, calendarIn(SEMARANG, [])).dueAt,
            ),
            'WIB',
          );
        expect(lastDay('working_days', days)).toBeGreaterThanOrEqual(lastDay('calendar_days', days));
        expect(lastDay('working_days', days + 1)).toBeGreaterThan(lastDay('working_days', days));
        expect(lastDay('calendar_days', days)).toBeGreaterThan(startedAt.getTime());
      }),
      RUNS,
    );
  });
});
