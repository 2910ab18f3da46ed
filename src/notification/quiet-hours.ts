import type { ZoneLabel } from '../area/area.js';
import { DAY_MS, dateOf, localOf, toInstant, toLocal } from '../calendar/area-calendar.js';
import type { QuietHours } from '../escalation/policy/escalation-policy.js';

/** A stage of an election on the clocks of a place, `until` exclusive. */
export interface LocalStage {
  readonly stage: string;
  /** Local time without offset, `2024-11-27T00:00`. */
  readonly from: string;
  readonly until: string;
}

/** Where and when something is to be told. */
export interface Moment {
  readonly now: Date;
  readonly zone: ZoneLabel;
  /** Null where the news has no severity: it waits as an ordinary case does. */
  readonly severity: number | null;
  /** The stages that reach the area. */
  readonly stages: readonly LocalStage[];
}

/**
 * The instant until which a notification waits for the end of the quiet hours; null where it need not wait. A stage that
 * does not wait ends the quiet hours with its first minute.
 */
export function heldUntil(quiet: QuietHours, { now, zone, severity, stages }: Moment): Date | null {
  if (severity !== null && quiet.exceptSeverities.includes(severity)) return null;
  const local = new Date(toLocal(now, zone)).toISOString().slice(0, 16);
  const awake = stages.filter(({ stage }) => (quiet.exceptStages as readonly string[]).includes(stage));
  if (awake.some(({ from, until }) => from <= local && local < until)) return null;
  const end = endOfQuiet(quiet, local);
  if (end === null) return null;
  const wakes = awake.map(({ from }) => from).filter((from) => local < from && from < end);
  return toInstant(localOf([...wakes, end].sort()[0] ?? end), zone);
}

/** The local minute in which the quiet hours around a local minute end; null outside them. */
function endOfQuiet({ from, until }: QuietHours, local: string): string | null {
  const time = local.slice(11);
  const overMidnight = from > until;
  const isQuiet = overMidnight ? time >= from || time < until : time >= from && time < until;
  if (!isQuiet) return null;
  const endsTomorrow = overMidnight && time >= from;
  return `${endsTomorrow ? nextDay(local) : local.slice(0, 10)}T${until}`;
}

function nextDay(local: string): string {
  return dateOf(localOf(local) + DAY_MS);
}
