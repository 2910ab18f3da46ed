import { caseList } from './case/views/case-list/case-list.projection.js';
import { ELECTION_PROJECTIONS } from './election/election-projections.js';
import { IDENTITY_PROJECTIONS } from './identity/identity-projections.js';
import type { AnyProjection } from './projection/projection.js';

/** Every view of this version: the service feeds them, the command line rebuilds and verifies them. */
export const PROJECTIONS: readonly AnyProjection[] = [
  caseList,
  ...IDENTITY_PROJECTIONS,
  ...ELECTION_PROJECTIONS,
];
