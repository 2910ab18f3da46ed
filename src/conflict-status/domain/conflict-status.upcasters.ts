import type { ConflictStatusEvent } from './conflict-status.events.js';

/** An event as it was stored: its type, the shape version of its data, and the data. */
interface Stored {
  readonly type: string;
  readonly data: object;
  readonly meta: { readonly v: number };
}

const VERSIONS: Readonly<Record<ConflictStatusEvent['type'], number>> = {
  ConflictStatusDeclared: 1,
  ConflictStatusExtended: 1,
  ConflictStatusRevoked: 1,
  ConflictStatusEnding: 1,
  ConflictStatusEnded: 1,
};

/** Every type that the stream of a conflict status may hold. */
export const CONFLICT_STATUS_EVENT_TYPES = Object.keys(VERSIONS) as readonly ConflictStatusEvent['type'][];

/** Newest shape version of a type. */
export function versionOf(type: ConflictStatusEvent['type']): number {
  return VERSIONS[type];
}

/** Brings a stored event to its newest shape; throws for a type or a version that this program does not know. */
export function upcast(event: Stored): ConflictStatusEvent {
  const newest = (VERSIONS as Readonly<Record<string, number>>)[event.type];
  if (newest === undefined || event.meta.v !== newest) {
    throw new Error(`This version of the program cannot read ${event.type} v${event.meta.v}.`);
  }
  return { type: event.type, data: event.data } as ConflictStatusEvent;
}
