import type { ZoneLabel } from '../area/area.js';
import type { AreaZone } from '../area/area-zone.js';
import type { Stage } from '../election/domain/election.events.js';

/** Whose terms hold: those of regional elections, or those of the general election. */
export type Regime = 'PILKADA' | 'PEMILU';

/** A stage of a contest that reaches the area, on the clocks of the area: `2024-11-27T00:00`, `until` exclusive. */
export interface LocalPeriod {
  readonly contest: string;
  /** Null where the contest is neither, e.g. the election of a village head. */
  readonly regime: Regime | null;
  readonly stage: Stage;
  readonly from: string;
  readonly until: string;
}

/** A day on which offices are closed, with its Indonesian name. */
export interface DayOff {
  readonly kind: 'holiday' | 'joint_leave' | 'voting_day';
  readonly name: string;
}

/** Days off by date (`2024-04-08`), and the dates between which the table knows all of them, both inclusive. */
export interface DayTable {
  readonly from: string;
  readonly until: string;
  readonly days: ReadonlyMap<string, DayOff>;
}

/** All that time is reckoned with in an area. */
export interface AreaCalendar {
  readonly zone: AreaZone;
  readonly stages: readonly LocalPeriod[];
  readonly days: DayTable;
}

/** What the clocks of an area show, in milliseconds, as if they stood in UTC. */
export type LocalMs = number;

/** From the first millisecond up to, not including, the last. */
export interface Span {
  readonly from: LocalMs;
  readonly until: LocalMs;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** No loop over days runs further: ten years. */
export const MAX_DAYS = 3_653;

/** Indonesia knows no summer time. */
const OFFSET_MS: Readonly<Record<ZoneLabel, number>> = {
  WIB: 7 * HOUR_MS,
  WITA: 8 * HOUR_MS,
  WIT: 9 * HOUR_MS,
};

export function toLocal(instant: Date, zone: ZoneLabel): LocalMs {
  return instant.getTime() + OFFSET_MS[zone];
}

export function toInstant(local: LocalMs, zone: ZoneLabel): Date {
  return new Date(local - OFFSET_MS[zone]);
}

/** Midnight at which the day began. */
export function midnightOf(local: LocalMs): LocalMs {
  return Math.floor(local / DAY_MS) * DAY_MS;
}

/** `2024-11-27` */
export function dateOf(local: LocalMs): string {
  return new Date(local).toISOString().slice(0, 10);
}

/** 0 is Sunday, 6 Saturday. */
export function weekdayOf(local: LocalMs): number {
  return new Date(local).getUTCDay();
}

/** Texts that were read before: every clock that is set asks for the stages of an area again. */
const read = new Map<string, LocalMs>();
const MOST_READ = 10_000;

/** Reads `2024-11-27T00:00` and `2024-11-27`. */
export function localOf(text: string): LocalMs {
  const known = read.get(text);
  if (known !== undefined) return known;
  const local = Date.parse(text.length > 10 ? `${text}Z` : `${text}T00:00Z`);
  if (read.size >= MOST_READ) read.clear();
  read.set(text, local);
  return local;
}

export function spanOf({ from, until }: LocalPeriod): Span {
  return { from: localOf(from), until: localOf(until) };
}

/** The stages that hold at a local time, of every contest. */
export function periodsAt(stages: readonly LocalPeriod[], local: LocalMs): LocalPeriod[] {
  return stages.filter((period) => {
    const { from, until } = spanOf(period);
    return from <= local && local < until;
  });
}
