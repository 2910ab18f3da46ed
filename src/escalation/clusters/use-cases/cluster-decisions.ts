import { Injectable } from '@nestjs/common';
import { type Decided, Decisions } from '../../../event-store/decision.js';
import { SYSTEM } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { CLUSTER_FOLD, clusterStream } from '../cluster-stream.js';
import type { ClusterStep } from '../domain/cluster.commands.js';
import { clusterDecider } from '../domain/cluster.decider.js';
import type { ClusterState } from '../domain/cluster.state.js';

const NO_REQUEST = '0'.repeat(64);

/** What the service does to a cluster by itself: the same command id does it once. */
@Injectable()
export class ClusterDecisions {
  constructor(
    private readonly decisions: Decisions,
    private readonly clock: Clock,
  ) {}

  /** What was recorded, now or by an earlier try; null where the cluster is as wanted, or over. */
  async run(
    id: string,
    commandId: string,
    step: ClusterStep,
    causationId?: string,
  ): Promise<Decided<ClusterState> | null> {
    const now = this.clock.now();
    const scope = step.type === 'detect' ? step.scope.area : '';
    try {
      return await this.decisions.decide({
        stream: clusterStream(id),
        fold: CLUSTER_FOLD,
        context: { commandId, requestHash: NO_REQUEST, correlationId: commandId, causationId, now },
        authorise: () => SYSTEM,
        decide: (state) => clusterDecider.decide({ ...step, at: now.toISOString() }, state),
        about: (state) => aboutArea(state.status === 'NONE' ? scope : state.area),
      });
    } catch (error) {
      if (error instanceof DomainError && STALE.includes(error.code)) return null;
      throw error;
    }
  }
}

const STALE: readonly string[] = ['nothing_to_change', 'not_found'];

/** The country is no area that an event could name. */
export function aboutArea(area: string): { readonly area?: string } {
  return area === '' ? {} : { area };
}
