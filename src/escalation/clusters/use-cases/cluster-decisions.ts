import { Injectable } from '@nestjs/common';
import { type Decided, Decisions } from '../../../event-store/decision.js';
import { ownContext, unlessRefused } from '../../../event-store/own-command.js';
import { SYSTEM } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { CLUSTER_FOLD, clusterStream } from '../cluster-stream.js';
import type { ClusterStep } from '../domain/cluster.commands.js';
import { clusterDecider } from '../domain/cluster.decider.js';
import type { ClusterState } from '../domain/cluster.state.js';

/** What the service does to a cluster by itself: the same command id does it once. */
@Injectable()
export class ClusterDecisions {
  constructor(
    private readonly decisions: Decisions,
    private readonly clock: Clock,
  ) {}

  /** What was recorded, now or by an earlier try; null where the cluster is as wanted, or over. */
  run(
    id: string,
    commandId: string,
    step: ClusterStep,
    causationId?: string,
  ): Promise<Decided<ClusterState> | null> {
    const now = this.clock.now();
    const scope = step.type === 'detect' ? step.scope.area : '';
    const decided = this.decisions.decide({
      stream: clusterStream(id),
      fold: CLUSTER_FOLD,
      context: ownContext(commandId, now, causationId),
      authorise: () => SYSTEM,
      decide: (state) => clusterDecider.decide({ ...step, at: now.toISOString() }, state),
      about: (state) => aboutArea(state.status === 'NONE' ? scope : state.area),
    });
    return unlessRefused(decided, STALE);
  }
}

const STALE: readonly string[] = ['nothing_to_change', 'not_found'];

/** The country is no area that an event could name. */
export function aboutArea(area: string): { readonly area?: string } {
  return area === '' ? {} : { area };
}
