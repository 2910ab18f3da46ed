import type { Position } from '../../event-store/recorded-event.js';
import type { ClusterRule } from '../policy/escalation-policy.js';
import type { Candidate, Scope } from './domain/candidate.js';
import type { NearCluster } from './domain/placement.js';

/** Instants in milliseconds since the epoch, both inclusive. */
export interface TimeRange {
  readonly from: number;
  readonly until: number;
}

/** A cluster with the rule that detected it, and where that rule counted. */
export interface SeenCluster extends NearCluster, Scope {
  readonly rule: string;
  readonly policyVersion: number;
  /** Its clocks say that all its cases are closed. */
  readonly allClosed: boolean;
  /** Position of the event that made it so. */
  readonly since: Position;
}

/** What the views know of a case's neighbours and of clusters. It may lie behind the log until `reached`. */
export abstract class ClusterSight {
  /** What the rule counts in the scope within the range; of very many the nearest in time to the case. */
  abstract around(
    rule: ClusterRule,
    scope: Scope,
    range: TimeRange,
    one: Candidate,
  ): Promise<readonly Candidate[]>;
  /** Clusters of the rule and scope, open or ended, that overlap the range. */
  abstract clustersNear(rule: string, scope: Scope, range: TimeRange): Promise<readonly SeenCluster[]>;
  /** Open clusters, of whatever rule, in which the case counts. */
  abstract holding(caseId: string): Promise<readonly SeenCluster[]>;
  /** True where one of the cases is not closed. */
  abstract anyOpen(caseIds: readonly string[]): Promise<boolean>;
  /** Resolves when the view of clusters has seen all that is recorded, with how far that is. Throws `unavailable`. */
  abstract reached(): Promise<Position>;
}
