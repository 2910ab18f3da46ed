import type { AnyProjection } from '../projection/projection.js';
import { contestProjection } from './views/contest.projection.js';
import { electionStages } from './views/election-stages.projection.js';
import { participantProjection } from './views/participant.projection.js';

/** The views of this module, for whoever runs them. */
export const ELECTION_PROJECTIONS: readonly AnyProjection[] = [
  contestProjection,
  participantProjection,
  electionStages,
];
