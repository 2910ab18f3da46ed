import { eventShapes } from '../../../kernel/event-shapes.js';
import type { PolicyEvent } from './policies.events.js';

const SHAPES = eventShapes<PolicyEvent>({
  PolicyDrafted: [],
  PolicyActivated: [],
});

/** Every type that the stream of the policies may hold. */
export const POLICY_EVENT_TYPES = SHAPES.types;

export const { versionOf, upcast } = SHAPES;
