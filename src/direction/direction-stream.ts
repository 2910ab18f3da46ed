import type { StreamFold } from '../event-store/decision.js';
import type { DirectionEvent } from './domain/direction.events.js';
import { type DirectionState, evolveDirection } from './domain/direction.state.js';
import { upcast, versionOf } from './domain/direction.upcasters.js';

/** How the stream of a direction is read. */
export const DIRECTION_FOLD: StreamFold<DirectionState, DirectionEvent> = {
  initial: null,
  evolve: evolveDirection,
  upcast,
  versionOf,
};

/** The stream of a direction. */
export function directionStream(id: string): string {
  return `direction-${id}`;
}
