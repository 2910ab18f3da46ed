import { Command } from '@nestjs/cqrs';
import type { CommandContext, IfMatch } from '../../../event-store/decision.js';
import type { Principal } from '../../../kernel/grant.js';
import type { AcknowledgeCluster, CloseCluster, FireClusterClock } from '../domain/cluster.commands.js';

/** A clock of a cluster ran out. Stale: the cluster has moved on since the view was read. */
export class FireCluster extends Command<'recorded' | 'stale'> {
  constructor(
    readonly commandId: string,
    readonly clusterId: string,
    readonly clock: Omit<FireClusterClock, 'type'>,
  ) {
    super();
  }
}

/** What a person says of a cluster. `by`: for whom it is recorded; absent where they speak for themselves. */
export type ClusterAction =
  | (Omit<AcknowledgeCluster, 'by' | 'acknowledgedAt'> & { readonly by?: string; readonly at?: string })
  | CloseCluster;

/** A person acknowledges a cluster or ends it. */
export class ActOnCluster extends Command<ClusterActed> {
  constructor(
    readonly context: CommandContext,
    readonly principal: Principal,
    readonly clusterId: string,
    readonly ifMatch: IfMatch,
    readonly action: ClusterAction,
  ) {
    super();
  }
}

export interface ClusterActed {
  readonly revision: number;
  readonly status: string;
  readonly level: string;
  readonly position: string;
}
