import type { Actor } from '../../kernel/actor.js';
import { type Decider, never } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Grant, Principal } from '../../kernel/grant.js';
import { asManagerOf, asOneself, mayCarry } from './grant.policies.js';
import { type GrantFacts, requireSoundGrants } from './grant-shape.policies.js';
import type { PersonState } from './person.state.js';
import type { TokenEvent } from './token.events.js';
import { evolveToken, type TokenState, UNKNOWN_TOKEN } from './token.state.js';

export type TokenCommand =
  | {
      readonly kind: 'issue';
      readonly owner: string;
      readonly ownerRevision: number;
      readonly grants: readonly Grant[];
      readonly facts: GrantFacts;
      readonly expiresAt: Date;
      readonly credential: string;
      readonly now: Date;
    }
  | { readonly kind: 'revoke' };

/** The rules of one token's stream. */
export const tokenDecider: Decider<TokenCommand, TokenState, TokenEvent> = {
  initial: UNKNOWN_TOKEN,
  evolve: evolveToken,

  decide(command, state) {
    switch (command.kind) {
      case 'issue': {
        const { owner, ownerRevision, grants, expiresAt, credential, now } = command;
        requireSoundGrants(grants, command.facts);
        if (expiresAt <= now) {
          throw new DomainError('invalid', {}, [{ pointer: '/expiresAt', code: 'in_the_past' }]);
        }
        return [
          {
            type: 'TokenIssued',
            data: { owner, ownerRevision, grants, expiresAt: expiresAt.toISOString(), credential },
          },
        ];
      }
      case 'revoke':
        return state.status === 'ISSUED' ? [{ type: 'TokenRevoked', data: {} }] : [];
      default:
        return never(command);
    }
  },
};

/** Everybody issues tokens for themselves, with no more than they have. Error: `grant_beyond_own`. */
export function authoriseIssue(by: Principal, grants: readonly Grant[]): Actor {
  for (const { role, area } of grants.filter((grant) => !mayCarry(by, grant))) {
    throw new DomainError('grant_beyond_own', { role, area });
  }
  return asOneself(by);
}

/** A token is revoked by its owner or by an ADMIN who manages the owner. Errors: `not_found`, `forbidden`. */
export function authoriseRevocation(by: Principal, token: TokenState, owner: PersonState): Actor {
  if (token.status === 'UNKNOWN' || owner.status === 'UNKNOWN') throw new DomainError('not_found');
  if (token.owner === by.id) return asOneself(by);
  return asManagerOf(by, { id: token.owner, grants: owner.grants });
}
