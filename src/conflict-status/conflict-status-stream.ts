import type { StreamFold } from '../event-store/decision.js';
import type { ConflictStatusEvent } from './domain/conflict-status.events.js';
import { type ConflictStatusState, evolveConflictStatus } from './domain/conflict-status.state.js';
import { upcast, versionOf } from './domain/conflict-status.upcasters.js';

/** How the stream of a conflict status is read. */
export const CONFLICT_STATUS_FOLD: StreamFold<ConflictStatusState, ConflictStatusEvent> = {
  initial: null,
  evolve: evolveConflictStatus,
  upcast,
  versionOf,
};

/** The stream of a conflict status. */
export function conflictStatusStream(id: string): string {
  return `conflict-status-${id}`;
}
