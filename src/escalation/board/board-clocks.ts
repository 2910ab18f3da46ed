import type { CalendarUsed, Clock, ClockKind } from '../../calendar/clock.js';
import type { CaseBoardRow, Mark, NextClock } from './case-board.row.js';

/** A rule acts at an instant of a clock. */
interface Firing {
  readonly at: string;
  readonly clock: NextClock;
}

/** The earliest instant at which a rule acts on one of the clocks; null where none runs. */
export function nextFiring(clocks: readonly Clock[]): Firing | null {
  return earliest(clocks.map(firingOf), ({ at }) => at);
}

/** The nearest deadline; null where no clock runs. */
export function nearestDeadline(clocks: readonly Clock[]): { at: string; kind: ClockKind } | null {
  const deadlines = clocks.map(({ kind, calendar }) => ({ at: calendar.dueAt, kind }));
  return earliest(deadlines, ({ at }) => at);
}

/** The marks with one more; a deadline takes the place of its alarm. */
export function marked(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  return [...marks.filter(({ kind, rule }) => kind !== mark.kind || rule !== mark.rule), mark];
}

/** The mark of a deadline that the event's calendar tells. */
export function markOf(
  kind: ClockKind,
  rule: string,
  moment: Mark['moment'],
  { dueAt }: Pick<CalendarUsed, 'dueAt'>,
): Mark {
  return { kind, rule, moment, at: dueAt };
}

/** A clock that runs anew says that its last deadline is no longer the one that counts. */
export function unmarkedBy(marks: readonly Mark[], clocks: readonly Clock[]): readonly Mark[] {
  return marks.filter(
    (mark) =>
      !clocks.some(
        ({ kind, rule, calendar, alarmAt }) =>
          kind === mark.kind &&
          (kind !== 'statutory' || rule === mark.rule) &&
          (mark.moment === 'due' || alarmAt !== undefined || calendar.dueAt !== mark.at),
      ),
  );
}

/** What a new holder takes over: terms of law run whoever holds the case. */
export function statutoryOnly(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter(({ kind }) => kind === 'statutory');
}

/** True where a deadline of the case has passed that still counts; a resolved case waits for nobody's work. */
export function isOverdue({ open, status, marks }: Pick<CaseBoardRow, 'open' | 'status' | 'marks'>): boolean {
  return open && status !== 'RESOLVED' && marks.some(({ moment }) => moment === 'due');
}

function firingOf({ kind, rule, startedAt, alarmAt, calendar }: Clock): Firing {
  return alarmAt === undefined
    ? { at: calendar.dueAt, clock: { kind, rule, startedAt, moment: 'due' } }
    : { at: alarmAt, clock: { kind, rule, startedAt, moment: 'alarm' } };
}

function earliest<T>(all: readonly T[], at: (one: T) => string): T | null {
  return all.reduce<T | null>(
    (first, one) => (first === null || Date.parse(at(one)) < Date.parse(at(first)) ? one : first),
    null,
  );
}
