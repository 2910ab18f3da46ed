import type { StreamFold } from '../../event-store/decision.js';
import type { ClusterEvent } from './domain/cluster.events.js';
import { type ClusterState, evolve, NO_CLUSTER } from './domain/cluster.state.js';
import { upcast, versionOf } from './domain/cluster.upcasters.js';

/** How the stream of a cluster is read. */
export const CLUSTER_FOLD: StreamFold<ClusterState, ClusterEvent> = {
  initial: NO_CLUSTER,
  evolve,
  upcast,
  versionOf,
};

/** The stream of a cluster. */
export function clusterStream(id: string): string {
  return `cluster-${id}`;
}
