import type { StreamFold } from '../../event-store/decision.js';
import type { RosterEvent } from './domain/roster.events.js';
import { evolveRoster, type RosterState } from './domain/roster.state.js';
import { upcast, versionOf } from './domain/roster.upcasters.js';

/** How the stream of a roster is read. */
export const ROSTER_FOLD: StreamFold<RosterState, RosterEvent> = {
  initial: null,
  evolve: evolveRoster,
  upcast,
  versionOf,
};

/** The stream of a roster. */
export function rosterStream(id: string): string {
  return `roster-${id}`;
}
