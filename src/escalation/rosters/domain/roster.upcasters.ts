import { eventShapes } from '../../../kernel/event-shapes.js';
import type { RosterEvent } from './roster.events.js';

const SHAPES = eventShapes<RosterEvent>({ DutyRostered: [], DutyEnded: [] });

/** Every type that a roster's stream may hold. */
export const ROSTER_EVENT_TYPES = SHAPES.types;

export const { versionOf, upcast } = SHAPES;
