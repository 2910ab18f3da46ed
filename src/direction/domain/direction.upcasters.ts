import type { DirectionEvent } from './direction.events.js';

/** An event as it was stored: its type, the shape version of its data, and the data. */
interface Stored {
  readonly type: string;
  readonly data: object;
  readonly meta: { readonly v: number };
}

const VERSIONS: Readonly<Record<DirectionEvent['type'], number>> = {
  DirectionIssued: 1,
  DirectionAcknowledged: 1,
  DirectionReported: 1,
  DirectionCompleted: 1,
  DirectionOverdue: 1,
};

/** Every type that a direction's stream may hold. */
export const DIRECTION_EVENT_TYPES = Object.keys(VERSIONS) as readonly DirectionEvent['type'][];

/** Newest shape version of a type. */
export function versionOf(type: DirectionEvent['type']): number {
  return VERSIONS[type];
}

/** Brings a stored event to its newest shape; throws for a type or a version that this program does not know. */
export function upcast(event: Stored): DirectionEvent {
  const newest = (VERSIONS as Readonly<Record<string, number>>)[event.type];
  if (newest === undefined || event.meta.v !== newest) {
    throw new Error(`This version of the program cannot read ${event.type} v${event.meta.v}.`);
  }
  return { type: event.type, data: event.data } as DirectionEvent;
}
