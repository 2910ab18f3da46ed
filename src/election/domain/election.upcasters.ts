import { eventShapes, type StoredShape } from '../../kernel/event-shapes.js';
import type { ElectionEvent } from './election.events.js';

const SHAPES = eventShapes<ElectionEvent>({
  ContestRegistered: [],
  ParticipantRegistered: [],
  StagesSet: [],
});

/** Every type that the streams of this module may hold. */
export const ELECTION_EVENT_TYPES = SHAPES.types;

export const { versionOf } = SHAPES;

/** As the reader of one type of the module's streams wants it; see `EventShapes`. */
export function upcast<E extends ElectionEvent = ElectionEvent>(event: StoredShape): E {
  return SHAPES.upcast(event) as E;
}
