import type { ClusterEvent } from './cluster.events.js';

/** An event as it was stored: its type, the shape version of its data, and the data. */
interface Stored {
  readonly type: string;
  readonly data: object;
  readonly meta: { readonly v: number };
}

const VERSIONS: Readonly<Record<ClusterEvent['type'], number>> = {
  ClusterDetected: 1,
  ClusterCaseJoined: 1,
  ClusterCaseLeft: 1,
  ClusterAcknowledged: 1,
  ClusterClocksSet: 1,
  ClusterDeadlinePassed: 1,
  ClusterUpperInformed: 1,
  ClusterEnded: 1,
};

/** Every type that the stream of a cluster may hold. */
export const CLUSTER_EVENT_TYPES = Object.keys(VERSIONS) as readonly ClusterEvent['type'][];

/** Newest shape version of a type. */
export function versionOf(type: ClusterEvent['type']): number {
  return VERSIONS[type];
}

/** Brings a stored event to its newest shape; throws for a type or a version that this program does not know. */
export function upcast(event: Stored): ClusterEvent {
  const newest = (VERSIONS as Readonly<Record<string, number>>)[event.type];
  if (newest === undefined || event.meta.v !== newest) {
    throw new Error(`This version of the program cannot read ${event.type} v${event.meta.v}.`);
  }
  return { type: event.type, data: event.data } as ClusterEvent;
}
