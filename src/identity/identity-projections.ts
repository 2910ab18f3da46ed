import type { AnyProjection } from '../projection/projection.js';
import { PEOPLE } from './views/people.projection.js';
import { TOKENS } from './views/tokens.projection.js';

/** The views of this room. */
export const IDENTITY_PROJECTIONS: readonly AnyProjection[] = [PEOPLE, TOKENS];
