import { caseList } from './case/views/case-list/case-list.projection.js';
import { conflictStatusProjection } from './conflict-status/views/conflict-status.projection.js';
import { directionProjection } from './direction/views/direction.projection.js';
import { ELECTION_PROJECTIONS } from './election/election-projections.js';
import { caseBoard } from './escalation/board/case-board.projection.js';
import { CLUSTER_PROJECTIONS } from './escalation/clusters/cluster-projections.js';
import { nihilProjection } from './escalation/nihil/views/nihil.projection.js';
import { escalationPolicyProjection } from './escalation/policies/views/escalation-policy.projection.js';
import { rosterProjection } from './escalation/rosters/views/roster.projection.js';
import { IDENTITY_PROJECTIONS } from './identity/identity-projections.js';
import type { AnyProjection } from './projection/projection.js';

/** Every view of this version: the service feeds them, the command line rebuilds and verifies them. */
export const PROJECTIONS: readonly AnyProjection[] = [
  caseList,
  caseBoard,
  ...IDENTITY_PROJECTIONS,
  ...ELECTION_PROJECTIONS,
  rosterProjection,
  directionProjection,
  conflictStatusProjection,
  nihilProjection,
  escalationPolicyProjection,
  ...CLUSTER_PROJECTIONS,
];
