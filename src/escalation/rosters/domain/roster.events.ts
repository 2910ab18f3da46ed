import type { DomainEvent } from '../../../kernel/decider.js';
import type { EscalationLevel } from '../../policy/escalation-policy.js';

type Event<T extends string, D extends object> = DomainEvent & { readonly type: T; readonly data: D };

/** Who stands in for the head of an office, and when. `person` is an id; instants are RFC 3339, UTC. */
export interface Roster {
  /** The office: the head of this area; `""` is the country. */
  readonly area: string;
  readonly level: EscalationLevel;
  readonly person: string;
  readonly from: string;
  /** Exclusive. */
  readonly until: string;
}

/** From `from` until before `until` the person acts for the head of the area. */
export type DutyRostered = Event<'DutyRostered', Roster>;

/** The duty ends at `until` instead; where it had not begun, `until` is its beginning and it never does. */
export type DutyEnded = Event<'DutyEnded', { readonly until: string }>;

/** What a stream `roster-<uuid>` is made of. */
export type RosterEvent = DutyRostered | DutyEnded;
