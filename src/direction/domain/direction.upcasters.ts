import { eventShapes } from '../../kernel/event-shapes.js';
import type { DirectionEvent } from './direction.events.js';

const SHAPES = eventShapes<DirectionEvent>({
  DirectionIssued: [],
  DirectionAcknowledged: [],
  DirectionReported: [],
  DirectionCompleted: [],
  DirectionOverdue: [],
});

/** Every type that a direction's stream may hold. */
export const DIRECTION_EVENT_TYPES = SHAPES.types;

export const { versionOf, upcast } = SHAPES;
