import { eventShapes } from '../../kernel/event-shapes.js';
import type { ConflictStatusEvent } from './conflict-status.events.js';

const SHAPES = eventShapes<ConflictStatusEvent>({
  ConflictStatusDeclared: [],
  ConflictStatusExtended: [],
  ConflictStatusRevoked: [],
  ConflictStatusEnding: [],
  ConflictStatusEnded: [],
});

/** Every type that the stream of a conflict status may hold. */
export const CONFLICT_STATUS_EVENT_TYPES = SHAPES.types;

export const { versionOf, upcast } = SHAPES;
