import type { StreamFold } from '../../event-store/decision.js';
import { type Policies, policiesDecider } from './domain/policies.decider.js';
import type { PolicyEvent } from './domain/policies.events.js';
import { upcast, versionOf } from './domain/policies.upcasters.js';

/** All policies stand in one stream: versions are counted without gaps, and of two who activate at once one wins. */
export const POLICIES_STREAM = 'escalation-policies-all';

export const POLICIES_FOLD: StreamFold<Policies, PolicyEvent> = {
  initial: policiesDecider.initial,
  evolve: policiesDecider.evolve,
  upcast,
  versionOf,
};
