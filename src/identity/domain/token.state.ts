import { type Fact, never } from '../../kernel/decider.js';
import type { PersonState } from './person.state.js';
import type { TokenEvent, TokenIssued } from './token.events.js';

export type TokenState =
  | { readonly status: 'UNKNOWN' }
  | ({ readonly status: 'ISSUED' } & TokenIssued['data'])
  | ({ readonly status: 'REVOKED' } & TokenIssued['data']);

export const UNKNOWN_TOKEN: TokenState = { status: 'UNKNOWN' };

/** The state after one more fact. */
export function evolveToken(state: TokenState, fact: Fact<TokenEvent>): TokenState {
  switch (fact.type) {
    case 'TokenIssued':
      return { status: 'ISSUED', ...fact.data };
    case 'TokenRevoked':
      if (state.status === 'UNKNOWN') throw new Error('TokenRevoked stands before TokenIssued.');
      return { ...state, status: 'REVOKED' };
    default:
      return never(fact);
  }
}

/** True while the grants that the token was cut from are still its owner's. */
export function ownerStandsBehind(owner: PersonState, token: { ownerRevision: number }): boolean {
  return owner.status === 'ACTIVE' && owner.rightsAt <= token.ownerRevision;
}
