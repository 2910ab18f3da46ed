import type { Stage } from '../election/domain/election.events.js';
import {
  type AreaCalendar,
  DAY_MS,
  type DayTable,
  type LocalMs,
  MAX_DAYS,
  MINUTE_MS,
  midnightOf,
  type Span,
  spanOf,
  toInstant,
  toLocal,
} from './area-calendar.js';
import type { CalendarUsed, CountingKind } from './clock.js';
import { isKnown, skippedDays, whyOff } from './day-table.js';
import { serviceHours } from './service-hours.js';

/** A window in minutes, and what the stages of an election make of it. */
export interface HoursWindow {
  readonly startedAt: Date;
  readonly minutes: number;
  /** Shorter windows of a stage: in running hours from its first minute, or from the start where that is later. */
  readonly inStage: Partial<Readonly<Record<Stage, number>>>;
  /** In these stages every hour counts, outside them service hours do; null: every hour counts always. */
  readonly runningStages: readonly Stage[] | null;
}

/** A deadline by one of the rules that apply. */
interface Reckoned {
  readonly due: LocalMs;
  readonly minutes: number;
  readonly stage: Stage | null;
  readonly kind: CountingKind;
  readonly skipped: readonly LocalMs[];
  readonly uncovered: boolean;
}

/**
 * When a window runs out: the earliest deadline that the window itself and the stages during it give. A clock that a
 * stage has tightened stays so when the stage ends. Where a day was counted that the table of holidays does not know,
 * `uncovered` says so.
 */
export function hoursDeadline(window: HoursWindow, calendar: AreaCalendar): CalendarUsed {
  const start = toLocal(window.startedAt, calendar.zone.label);
  const inStages = byStages(window, start, calendar);
  const { due, minutes, stage, kind, skipped, uncovered } = inStages.reduce(
    (earliest, other) => (other.due <= earliest.due ? other : earliest),
    byWindow(window, start, calendar),
  );
  return {
    zone: calendar.zone.label,
    stage,
    kind,
    window: durationOf(minutes),
    dueAt: toInstant(due, calendar.zone.label).toISOString(),
    skipped: skippedDays(skipped, calendar.days),
    ...(uncovered && { uncovered }),
  };
}

/** What each stage that has not ended by the start asks for. */
function byStages({ inStage }: HoursWindow, start: LocalMs, { stages }: AreaCalendar): Reckoned[] {
  return stages.flatMap((period) => {
    const minutes = inStage[period.stage];
    const { from, until } = spanOf(period);
    if (minutes === undefined || until <= start) return [];
    const due = Math.max(start, from) + minutes * MINUTE_MS;
    return [
      { due, minutes, stage: period.stage, kind: 'running_hours' as const, skipped: [], uncovered: false },
    ];
  });
}

/** The window itself. */
function byWindow(window: HoursWindow, start: LocalMs, { stages, days }: AreaCalendar): Reckoned {
  const { minutes, runningStages } = window;
  const common = { minutes, stage: null, skipped: [], uncovered: false };
  if (runningStages === null) {
    return { ...common, due: start + minutes * MINUTE_MS, kind: 'running_hours' };
  }
  const periods = stages.filter(({ stage }) => runningStages.includes(stage));
  const running = merged(periods.map(spanOf));
  const { due, skipped, uncovered } = counted(start, minutes * MINUTE_MS, running, days);
  const reached = periods.find((period) => {
    const { from, until } = spanOf(period);
    return from < due && due <= until;
  });
  const allRan = running.some((span) => contains(span, { from: start, until: due }));
  return {
    minutes,
    due,
    stage: reached?.stage ?? null,
    kind: allRan ? 'running_hours' : 'service_hours',
    skipped,
    uncovered,
  };
}

/** Walks over the days until the time is used up. What is left after ten years runs by the clock. */
function counted(
  start: LocalMs,
  lengthMs: number,
  running: readonly Span[],
  days: DayTable,
): Pick<Reckoned, 'due' | 'skipped' | 'uncovered'> {
  const skipped: LocalMs[] = [];
  let left = lengthMs;
  let uncovered = false;
  let day = midnightOf(start);
  for (let walked = 0; walked < MAX_DAYS; walked++, day += DAY_MS) {
    const spans = countedOn(day, running, days).flatMap((span) => after(start, span));
    const due = within(spans, left);
    const until = due ?? day + DAY_MS;
    uncovered ||= dependsOnTable(day, { from: start, until }, running, days);
    if (due !== null) return { due, skipped, uncovered };
    if (spans.length === 0 && whyOff(day, days) !== null) skipped.push(day);
    left -= lengthOf(spans);
  }
  return { due: day + left, skipped, uncovered };
}

/** The hours of a day that count: service hours and those of the running stages. */
function countedOn(day: LocalMs, running: readonly Span[], days: DayTable): Span[] {
  const wholeDay = { from: day, until: day + DAY_MS };
  const service = serviceHours(day, days);
  const clipped = running
    .map(({ from, until }) => ({
      from: Math.max(from, wholeDay.from),
      until: Math.min(until, wholeDay.until),
    }))
    .filter(({ from, until }) => from < until);
  return merged(service === null ? clipped : [...clipped, service]);
}

/** True where hours were counted only because the table does not know of a day off. */
function dependsOnTable(day: LocalMs, used: Span, running: readonly Span[], days: DayTable): boolean {
  const service = serviceHours(day, days);
  if (service === null || isKnown(day, days)) return false;
  const wasUsed = used.from < service.until && service.from < used.until;
  return wasUsed && !running.some((span) => contains(span, service));
}

/** The moment in the spans at which the time is used up; null where it is not. */
function within(spans: readonly Span[], timeMs: number): LocalMs | null {
  let left = timeMs;
  for (const { from, until } of spans) {
    if (left <= until - from) return from + left;
    left -= until - from;
  }
  return null;
}

/** What of a span lies after a moment: one span or none. */
function after(moment: LocalMs, { from, until }: Span): Span[] {
  return until <= moment ? [] : [{ from: Math.max(from, moment), until }];
}

function contains(outer: Span, inner: Span): boolean {
  return outer.from <= inner.from && inner.until <= outer.until;
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, until }) => sum + until - from, 0);
}

/** The same time in spans that neither touch nor overlap, in their order. */
function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last === undefined || last.until < span.from) result.push(span);
    else result[result.length - 1] = { from: last.from, until: Math.max(last.until, span.until) };
  }
  return result;
}

/** ISO 8601: `PT4H`, `PT15M`, `PT1H30M`. */
function durationOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours > 0 ? `${hours}H` : ''}${rest > 0 || hours === 0 ? `${rest}M` : ''}`;
}
