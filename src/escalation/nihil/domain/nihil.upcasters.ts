import { eventShapes } from '../../../kernel/event-shapes.js';
import type { NihilEvent } from './nihil.events.js';

const SHAPES = eventShapes<NihilEvent>({ NihilReported: [] });

/** Every type that a stream of reports of nothing may hold. */
export const NIHIL_EVENT_TYPES = SHAPES.types;

export const { versionOf, upcast } = SHAPES;
