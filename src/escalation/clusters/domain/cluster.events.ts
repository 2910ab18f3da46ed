import type { CalendarUsed, Clock, ClockKind } from '../../../calendar/clock.js';
import type { AcknowledgedVia, Holder, RuleInputs } from '../../../case/domain/ladder.events.js';
import type { DomainEvent } from '../../../kernel/decider.js';
import type { EscalationLevel } from '../../policy/escalation-policy.js';

type Event<T extends string, D extends object> = DomainEvent & { readonly type: T; readonly data: D };

/** A case of a cluster with what the cluster counts of it: when it happened, and its category. */
export interface Member {
  readonly id: string;
  /** RFC 3339, UTC: `occurredAt`, or `receivedAt` where it is not known to the hour. */
  readonly at: string;
  readonly category: string;
}

/** From the first to the last case, RFC 3339, UTC, both inclusive. */
export interface ClusterWindow {
  readonly from: string;
  readonly until: string;
}

/**
 * Cases near to each other reached the threshold of a rule. The cluster is held by the office of its level; its cases
 * stay where they stand. `count` counts all of them; those that `cases` has no room for follow as `ClusterCaseJoined`.
 */
export type ClusterDetected = Event<
  'ClusterDetected',
  {
    readonly rule: string;
    readonly policyVersion: number;
    readonly level: EscalationLevel;
    readonly holder: Holder;
    /** Of the depth within which the rule counts; `""` is the whole country. */
    readonly area: string;
    /** Null where the cases are of several categories. */
    readonly category: string | null;
    /** At most 20. */
    readonly cases: readonly Member[];
    readonly count: number;
    readonly window: ClusterWindow;
    /** SHA-256 of the canonical link that the cases share. */
    readonly link?: string;
    readonly inputs: RuleInputs;
    readonly clocks: readonly Clock[];
  }
>;

/** A case counts in the cluster from now on; said again where its time or category was put right. */
export type ClusterCaseJoined = Event<'ClusterCaseJoined', Member>;

/**
 * Why a case counts in its cluster no more: it was rejected, found a duplicate, turned out to be a warning only, or was
 * put right in its kind, its severity, its area, its time, or in its link or polling station.
 */
export type LeftBecause =
  | 'rejected'
  | 'duplicate'
  | 'warning'
  | 'archived'
  | 'recategorised'
  | 'severity'
  | 'moved'
  | 'time'
  | 'content';

/** A case counts in the cluster no more. That alone never ends the cluster. */
export type ClusterCaseLeft = Event<'ClusterCaseLeft', { readonly id: string; readonly why: LeftBecause }>;

/**
 * The holding level knows. `by` is the head, duty officer or secretary who acknowledged; who recorded it stands in the
 * envelope. `acknowledgedAt` is when it was said.
 */
export type ClusterAcknowledged = Event<
  'ClusterAcknowledged',
  {
    readonly level: EscalationLevel;
    readonly by: string;
    readonly via: AcknowledgedVia;
    readonly acknowledgedAt: string;
    readonly note?: string;
  }
>;

/** All clocks that run from now on: all cases are closed, and the cluster ends unless something happens; or not so. */
export type ClusterClocksSet = Event<
  'ClusterClocksSet',
  {
    readonly policyVersion: number;
    readonly clocks: readonly Clock[];
    readonly because: 'all_closed' | 'case_open';
  }
>;

/** What a clock that ran out says of itself. */
interface ByClock {
  readonly policyVersion: number;
  readonly kind: ClockKind;
  readonly rule: string;
  readonly calendar: CalendarUsed;
  /** It was noticed more than a minute after it was due. */
  readonly late?: true;
}

/** A deadline passed, and nobody else is told by a machine: it is marked. The clock has ended. */
export type ClusterDeadlinePassed = Event<'ClusterDeadlinePassed', ByClock>;

/** A deadline passed: the level above was told, the holder stays. The clock has ended. */
export type ClusterUpperInformed = Event<
  'ClusterUpperInformed',
  ByClock & { readonly level: EscalationLevel }
>;

/**
 * The cluster is over. By a rule: `all_closed` (all cases are closed, and a window has passed) or `merged` (`into`
 * another, which a case between the two has reached). By a person: in their words.
 */
export type ClusterEnded = Event<
  'ClusterEnded',
  | { readonly by: 'rule'; readonly reason: 'all_closed' }
  | { readonly by: 'rule'; readonly reason: 'merged'; readonly into: string }
  | { readonly by: 'person'; readonly reason: string }
>;

/** What a stream `cluster-<uuid>` is made of. */
export type ClusterEvent =
  | ClusterDetected
  | ClusterCaseJoined
  | ClusterCaseLeft
  | ClusterAcknowledged
  | ClusterClocksSet
  | ClusterDeadlinePassed
  | ClusterUpperInformed
  | ClusterEnded;
