import type { Clock, ClockKind } from '../../../calendar/clock.js';
import type { ClusterEnded, Member } from '../domain/cluster.events.js';
import type { Acknowledgement } from '../domain/cluster.state.js';

/** The instant at which the next clock of a stream acts, and which one it is. */
export interface NextClock {
  readonly kind: ClockKind;
  readonly rule: string;
  readonly startedAt: string;
  readonly moment: 'alarm' | 'due';
}

/** One cluster. Instants are RFC 3339, UTC. */
export interface ClusterRow {
  readonly id: string;
  readonly status: 'OPEN' | 'ENDED';
  readonly rule: string;
  readonly policy_version: number;
  readonly level: string;
  readonly area: string;
  readonly holder_area: string;
  readonly category: string | null;
  /** SHA-256 of the canonical link that its cases share. */
  readonly link: string | null;
  readonly members: readonly Member[];
  readonly member_ids: readonly string[];
  /** First and last case; where all have left, of those that were. */
  readonly from_at: string;
  readonly until_at: string;
  readonly detected_at: string;
  /** Position of its detection. */
  readonly detected_since: string;
  readonly acknowledged: Acknowledgement | null;
  /** Levels above that were told. */
  readonly informed: readonly string[];
  /** A deadline passed before anybody acknowledged. */
  readonly overdue: boolean;
  readonly ended: (ClusterEnded['data'] & { readonly at: string }) | null;
  readonly clocks: readonly Clock[];
  /** True while it waits only for its end. */
  readonly all_closed: boolean;
  readonly next_due_at: string | null;
  readonly next_clock: NextClock | null;
  readonly revision: number;
}
