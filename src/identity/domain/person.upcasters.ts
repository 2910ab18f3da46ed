import { eventShapes } from '../../kernel/event-shapes.js';
import type { PersonEvent } from './person.events.js';

const SHAPES = eventShapes<PersonEvent>({
  PersonAdmitted: [],
  GrantsChanged: [],
  PersonDeactivated: [],
  PasswordChanged: [],
});

/** Every type that a person's stream may hold. */
export const PERSON_EVENT_TYPES = SHAPES.types;

export const { versionOf, upcast } = SHAPES;
