import type { Clock, ClockKind } from '../../calendar/clock.js';
import type { EscalationLevel } from '../policy/escalation-policy.js';

/** A deadline that passed (or, of a statutory clock, is near) while nobody was moved by it. */
export interface Mark {
  readonly kind: ClockKind;
  readonly rule: string;
  readonly moment: 'alarm' | 'due';
  /** When it was due. */
  readonly at: string;
}

/** The next level is proposed; `shown`: nobody answered in time, so the upper level sees it. */
export interface OpenProposal {
  readonly to: EscalationLevel;
  readonly at: string;
  readonly rule: string;
  readonly shown: boolean;
}

/** The lead agency did not take the case on, and nobody else was assigned since. */
export interface RefusedAssignment {
  readonly agency: string;
  readonly at: string;
}

/**
 * The next instant at which a rule acts. `adopt-policy`: the case was recorded before a policy was in force and comes
 * under one now.
 */
export interface NextClock {
  readonly kind: ClockKind | 'adopt-policy';
  readonly rule: string;
  readonly startedAt: string;
  readonly moment: 'alarm' | 'due';
}

/** One case as the board counts it and as its timers fire. Instants are RFC 3339, UTC. */
export interface CaseBoardRow {
  readonly id: string;
  readonly area: string;
  readonly category: string;
  readonly subcategory: string;
  readonly severity: number;
  readonly access: string;
  readonly accused_area: string | null;
  readonly accused_agency: string | null;
  readonly lead: string | null;
  readonly status: string;
  readonly archived: boolean;
  /** RECEIVED to RESOLVED and not archived. */
  readonly open: boolean;
  /** Null off the ladder; `held_level` is what it goes back to. */
  readonly level: EscalationLevel | null;
  readonly held_level: EscalationLevel | null;
  readonly holder_area: string | null;
  /** Since when that office holds it. */
  readonly held_since: string | null;
  /** Version of the policy under which it stands; 0 before one was in force, null before it came onto the ladder. */
  readonly policy_version: number | null;
  readonly recorded_at: string;
  /** The level that holds it knows: it said so, or somebody took the case up there. */
  readonly acknowledged: boolean;
  /** Taken up, or an assignment was accepted. */
  readonly handled: boolean;
  readonly marks: readonly Mark[];
  readonly proposal: OpenProposal | null;
  readonly refused_assignment: RefusedAssignment | null;
  /** Levels above that were told without holding it. */
  readonly informed: readonly EscalationLevel[];
  readonly clocks: readonly Clock[];
  /** The nearest deadline of a running clock, and what it waits for. */
  readonly deadline_at: string | null;
  readonly deadline_kind: ClockKind | null;
  readonly next_due_at: string | null;
  readonly next_clock: NextClock | null;
  /** When a person last did something in the case. */
  readonly heard_at: string;
  /** Position of the last correction that changed who may see it. */
  readonly rights_since: string | null;
}
