import { eventShapes } from '../../../kernel/event-shapes.js';
import type { ClusterEvent } from './cluster.events.js';

const SHAPES = eventShapes<ClusterEvent>({
  ClusterDetected: [],
  ClusterCaseJoined: [],
  ClusterCaseLeft: [],
  ClusterAcknowledged: [],
  ClusterClocksSet: [],
  ClusterDeadlinePassed: [],
  ClusterUpperInformed: [],
  ClusterEnded: [],
});

/** Every type that the stream of a cluster may hold. */
export const CLUSTER_EVENT_TYPES = SHAPES.types;

export const { versionOf, upcast } = SHAPES;
