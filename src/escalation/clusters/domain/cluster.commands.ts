import type { AreaCalendar } from '../../../calendar/area-calendar.js';
import type { ClockKind } from '../../../calendar/clock.js';
import type { AcknowledgedVia } from '../../../case/domain/ladder.events.js';
import type { ClusterRule, EscalationPolicy } from '../../policy/escalation-policy.js';
import type { Candidate, Scope } from './candidate.js';
import type { LeftBecause, Member } from './cluster.events.js';

/** Cases reached the threshold of a rule. */
export interface DetectCluster {
  readonly type: 'detect';
  readonly rule: ClusterRule;
  readonly scope: Scope;
  readonly cases: readonly Candidate[];
  readonly policy: EscalationPolicy;
  readonly calendar: AreaCalendar;
}

/** Cases belong to the cluster, or are in it at another time or in another category than before. */
export interface JoinCases {
  readonly type: 'join';
  readonly members: readonly Member[];
}

/** A case does not belong to the cluster any more. */
export interface LeaveCluster {
  readonly type: 'leave';
  readonly id: string;
  readonly why: LeftBecause;
}

/** All cases of the cluster are closed, or not any more. */
export interface SettleCluster {
  readonly type: 'settle';
  readonly allClosed: boolean;
  /** The rule of the cluster's own version of the policy. */
  readonly rule: Pick<ClusterRule, 'hours'>;
  readonly calendar: AreaCalendar;
}

/** The cluster goes on in another. */
export interface MergeCluster {
  readonly type: 'merge';
  readonly into: string;
}

/** A clock ran out. */
export interface FireClusterClock {
  readonly type: 'fire-clock';
  readonly kind: ClockKind;
  readonly rule: string;
  readonly startedAt: string;
  readonly moment: 'alarm' | 'due';
}

export interface AcknowledgeCluster {
  readonly type: 'acknowledge';
  readonly by: string;
  readonly via: AcknowledgedVia;
  /** When it was said. */
  readonly acknowledgedAt: string;
  readonly note?: string;
}

/** A person ends it. */
export interface CloseCluster {
  readonly type: 'close';
  readonly reason: string;
}

/** What the service does by itself. */
export type ClusterStep =
  | DetectCluster
  | JoinCases
  | LeaveCluster
  | SettleCluster
  | MergeCluster
  | FireClusterClock;

/** `at` is the command's now, RFC 3339, UTC. */
export type ClusterCommand = (ClusterStep | AcknowledgeCluster | CloseCluster) & { readonly at: string };
