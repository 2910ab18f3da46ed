import type { Stage } from '../election/domain/election.events.js';
import {
  type AreaCalendar,
  DAY_MS,
  type LocalMs,
  type LocalPeriod,
  localOf,
  midnightOf,
  type Regime,
  toInstant,
  toLocal,
} from './area-calendar.js';
import type { CalendarUsed, Clock } from './clock.js';
import { dayDeadline } from './day-deadline.js';
import { hoursDeadline } from './hours-deadline.js';
import { type Citation, STATUTORY_ROWS, type StatutoryRow } from './statutory-rows.js';

/** What the terms of law look at in a case. Instants are RFC 3339. */
export interface StatutoryFacts {
  readonly category: string;
  readonly subcategory: string;
  readonly knownAt?: string;
  readonly occurredAt?: string;
  readonly recordedAt: string;
  /** A device's clock was ahead: nothing counts from an instant after the recording. */
  readonly clockAhead: boolean;
  /** Null between elections: then no term runs. */
  readonly regime: Regime | null;
  readonly policyVersion: number;
  /** Share of the term, 0 to 1, that is left when the policy acts. */
  readonly shareLeft: number;
}

/** A referral, and the policy's own window for bodies whose terms are not known. */
export interface ReferralFacts {
  readonly body: string;
  readonly as: string;
  /** When the body received it. */
  readonly at: string;
  readonly regime: Regime | null;
  readonly policyVersion: number;
  readonly fallback: {
    readonly rule: string;
    readonly minutes: number;
    readonly inStage: Partial<Readonly<Record<Stage, number>>>;
    readonly runningStages: readonly Stage[] | null;
  } | null;
}

/** Rows of which nobody has shown us a text are never used. */
const CONFIRMED = STATUTORY_ROWS.filter(({ confirmed }) => confirmed);
/** Until the longest term is over, the body may still be at work. */
const BAWASLU_HANDLING: Readonly<Record<Regime, string>> = {
  PILKADA: 'bawaslu_handling_pilkada_extended',
  PEMILU: 'bawaslu_handling_pemilu_extended',
};

interface Start {
  readonly at: Date;
  readonly countedFrom: NonNullable<Clock['countedFrom']>;
}

interface Found {
  readonly start: Start;
  readonly used: CalendarUsed;
}

/**
 * The terms of law that run for a case: the window in which Bawaslu must be told, the last day for repeat voting. Empty
 * between elections, and where neither `knownAt` nor `occurredAt` is known.
 */
export function statutoryClocksOf(facts: StatutoryFacts, calendar: AreaCalendar): Clock[] {
  const start = startOf(facts);
  if (start === null) return [];
  return CONFIRMED.filter((row) => reaches(row, facts)).flatMap((row) => {
    const fromVoting = row.startsAt === 'voting_day';
    const found = fromVoting ? fromVotingDay(row, start, calendar) : fromStart(row, start, calendar);
    return found === null ? [] : [clockOf(row, found, facts)];
  });
}

/** The reminder on an outside body's own term; by the policy's window, without a citation, where that is not known. */
export function referralClockOf(facts: ReferralFacts, calendar: AreaCalendar): Clock | null {
  const { body, as, at, regime, policyVersion, fallback } = facts;
  const common = { kind: 'referral' as const, policyVersion, startedAt: new Date(at).toISOString() };
  if (body === 'BAWASLU' && as === 'TRANSFER' && regime !== null) {
    const row = rowOf(BAWASLU_HANDLING[regime]);
    const used = termOf(row, new Date(at), calendar);
    const citation = cited(row.citation);
    return { ...common, rule: row.id, calendar: used, countedFrom: 'receipt', citation };
  }
  if (fallback === null) return null;
  return {
    ...common,
    rule: fallback.rule,
    calendar: hoursDeadline({ ...fallback, startedAt: new Date(at) }, calendar),
  };
}

/** By when something must be taken down after a notice of 1x24 or 3x24 hours; hours of nights and holidays count. */
export function removalNotice(startedAt: Date, hours: 24 | 72, calendar: AreaCalendar): CalendarUsed {
  return termOf(rowOf(hours === 24 ? 'removal_notice_1x24' : 'removal_notice_3x24'), startedAt, calendar);
}

/** The row of a clock; undefined for clocks of a policy. */
export function statutoryRow(rule: string): StatutoryRow | undefined {
  return CONFIRMED.find(({ id }) => id === rule);
}

function reaches({ regime, categories, subcategories }: StatutoryRow, facts: StatutoryFacts): boolean {
  return (
    regime === facts.regime &&
    categories.includes(facts.category) &&
    (subcategories === undefined || subcategories.includes(facts.subcategory))
  );
}

/** From what a term counts. A fast clock must not give anybody more time. */
function startOf({ knownAt, occurredAt, recordedAt, clockAhead }: StatutoryFacts): Start | null {
  const said = knownAt ?? occurredAt;
  if (said === undefined) return null;
  if (clockAhead && Date.parse(said) > Date.parse(recordedAt)) {
    return { at: new Date(recordedAt), countedFrom: 'recordedAt' };
  }
  return { at: new Date(said), countedFrom: knownAt === undefined ? 'occurredAt' : 'knownAt' };
}

function fromStart(row: StatutoryRow, start: Start, calendar: AreaCalendar): Found {
  return { start, used: termOf(row, start.at, calendar) };
}

/** Counted from the last voting day up to the start; null before it, and where the row is of another election. */
function fromVotingDay(row: StatutoryRow, { at }: Start, calendar: AreaCalendar): Found | null {
  const { label } = calendar.zone;
  const period = lastVoting(row, toLocal(at, label), calendar.stages);
  if (period === undefined) return null;
  const day = midnightOf(localOf(period.from));
  const start: Start = { at: toInstant(day, label), countedFrom: 'votingDay' };
  if (!('lastDay' in row.window)) return fromStart(row, start, calendar);
  const days = (localOf(row.window.lastDay) - day) / DAY_MS;
  if (days < 0) return null;
  const used = dayDeadline({ startedAt: start.at, days, kind: 'calendar_days', ends: 'day' }, calendar);
  return { start, used };
}

function lastVoting(
  { regime, window }: StatutoryRow,
  until: LocalMs,
  stages: readonly LocalPeriod[],
): LocalPeriod | undefined {
  return stages
    .filter(
      (period) =>
        period.stage === 'voting' &&
        period.regime === regime &&
        localOf(period.from) <= until &&
        (!('contest' in window) || window.contest === period.contest),
    )
    .sort((a, b) => localOf(b.from) - localOf(a.from))[0];
}

function clockOf(row: StatutoryRow, { start, used }: Found, facts: StatutoryFacts): Clock {
  const [from, due] = [start.at.getTime(), Date.parse(used.dueAt)];
  return {
    kind: 'statutory',
    rule: row.id,
    policyVersion: facts.policyVersion,
    startedAt: start.at.toISOString(),
    calendar: used,
    alarmAt: new Date(due - Math.ceil(facts.shareLeft * (due - from))).toISOString(),
    countedFrom: start.countedFrom,
    citation: cited(row.citation),
  };
}

function termOf({ id, window }: StatutoryRow, startedAt: Date, calendar: AreaCalendar): CalendarUsed {
  if ('hours' in window) {
    const minutes = window.hours * 60;
    return hoursDeadline({ startedAt, minutes, inStage: {}, runningStages: null }, calendar);
  }
  if ('days' in window) return dayDeadline({ startedAt, ...window }, calendar);
  throw new Error(`The term ${id} is counted from a voting day.`);
}

function rowOf(id: string): StatutoryRow {
  const row = statutoryRow(id);
  if (row === undefined) throw new Error(`There is no confirmed term ${id}.`);
  return row;
}

function cited({ law, source }: Citation): string {
  return `${law} (sumber: ${source})`;
}
