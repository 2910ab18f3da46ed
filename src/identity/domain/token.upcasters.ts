import { eventShapes } from '../../kernel/event-shapes.js';
import type { TokenEvent } from './token.events.js';

const SHAPES = eventShapes<TokenEvent>({
  TokenIssued: [],
  TokenRevoked: [],
});

/** Every type that a token's stream may hold. */
export const TOKEN_EVENT_TYPES = SHAPES.types;

export const { versionOf, upcast } = SHAPES;
