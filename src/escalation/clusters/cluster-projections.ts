import type { AnyProjection } from '../../projection/projection.js';
import { clusterProjection } from './views/cluster.projection.js';
import { clusterCandidate } from './views/cluster-candidate.projection.js';

/** The views of this room, for whoever runs them. */
export const CLUSTER_PROJECTIONS: readonly AnyProjection[] = [clusterCandidate, clusterProjection];
