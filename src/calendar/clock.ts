import type { ZoneLabel } from '../area/area.js';
import type { Stage } from '../election/domain/election.events.js';

/**
 * How time is counted. Running hours are hours of the clock; service hours are those in which the offices of the area
 * are open; calendar days and working days end with the day, working days leave weekends, holidays and joint leave out.
 */
export type CountingKind = 'running_hours' | 'service_hours' | 'calendar_days' | 'working_days';

/** A day that did not count, and the Indonesian name of the reason: `Cuti bersama Idul Fitri`, `Sabtu`. */
export interface SkippedDay {
  /** Calendar day of the area, `2024-04-08`. */
  readonly date: string;
  readonly why: string;
}

/** How a deadline was reckoned, frozen in the event that set it. Instants are RFC 3339, UTC. */
export interface CalendarUsed {
  readonly zone: ZoneLabel;
  /** The stage of the election whose rule gave the deadline; null outside every stage. */
  readonly stage: Stage | null;
  readonly kind: CountingKind;
  /** ISO 8601 duration: `PT4H`, `PT15M`, `P7D`. */
  readonly window: string;
  readonly dueAt: string;
  readonly skipped: readonly SkippedDay[];
  /** True where the holiday table does not cover every day counted: the deadline may lie later. */
  readonly uncovered?: true;
}

/**
 * What a clock waits for: an acknowledgement, somebody who takes the case up, progress, an answer to a proposal, the
 * end of an assignment, the review of an early warning, a word of an outside body, a term of law.
 */
export type ClockKind =
  | 'acknowledge'
  | 'handle'
  | 'progress'
  | 'proposal'
  | 'assignment'
  | 'review'
  | 'referral'
  | 'statutory';

/** A clock that runs: it is set whole by one event and never changed, only replaced or ended. */
export interface Clock {
  readonly kind: ClockKind;
  /** Id of the rule of the policy, or of the statutory clock. At most one clock of a kind and rule runs in a stream. */
  readonly rule: string;
  readonly policyVersion: number;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly calendar: CalendarUsed;
  /** An instant before the deadline at which the rule acts already (a statutory clock: a quarter is left). */
  readonly alarmAt?: string;
  /** From what a term of law counts; `recordedAt` where a device's clock was ahead. */
  readonly countedFrom?: 'knownAt' | 'occurredAt' | 'recordedAt' | 'votingDay' | 'receipt';
  /** The rule of law that sets the term, with its source; only what was checked. */
  readonly citation?: string;
}
