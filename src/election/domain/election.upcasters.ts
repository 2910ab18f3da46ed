import type { ElectionEvent } from './election.events.js';

/** An event as it was stored: its type, the shape version of its data, and the data. */
interface Stored {
  readonly type: string;
  readonly data: object;
  readonly meta: { readonly v: number };
}

const VERSIONS: Readonly<Record<ElectionEvent['type'], number>> = {
  ContestRegistered: 1,
  ParticipantRegistered: 1,
  StagesSet: 1,
};

/** Every type that the streams of this module may hold. */
export const ELECTION_EVENT_TYPES = Object.keys(VERSIONS) as readonly ElectionEvent['type'][];

/** Newest shape version of a type. */
export function versionOf(type: ElectionEvent['type']): number {
  return VERSIONS[type];
}

/** Brings a stored event to its newest shape; throws for a type or a version that this program does not know. */
export function upcast<E extends ElectionEvent = ElectionEvent>(event: Stored): E {
  const newest = (VERSIONS as Readonly<Record<string, number>>)[event.type];
  if (newest === undefined || event.meta.v !== newest) {
    throw new Error(`This version of the program cannot read ${event.type} v${event.meta.v}.`);
  }
  return { type: event.type, data: event.data } as E;
}
