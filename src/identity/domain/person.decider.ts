import type { Actor } from '../../kernel/actor.js';
import { type Decider, never } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Grant, Principal } from '../../kernel/grant.js';
import { added, asGiverOf, asManagerOf, asOneself, sameGrants } from './grant.policies.js';
import { type GrantFacts, requireSoundGrants } from './grant-shape.policies.js';
import type { PersonEvent } from './person.events.js';
import { evolvePerson, type PersonState, sessionHolds, UNKNOWN_PERSON } from './person.state.js';

/** The session in which somebody acts. */
export interface OwnSession {
  readonly id: string;
  /** Revision of the person's stream at which the session began. */
  readonly revision: number;
}

export type PersonCommand =
  | {
      readonly kind: 'admit';
      readonly grants: readonly Grant[];
      readonly credential: string;
      readonly facts: GrantFacts;
    }
  | { readonly kind: 'change-grants'; readonly grants: readonly Grant[]; readonly facts: GrantFacts }
  | { readonly kind: 'reset-password'; readonly credential: string }
  | { readonly kind: 'change-own-password'; readonly credential: string; readonly session: OwnSession }
  | { readonly kind: 'deactivate' };

/** The rules of one person's stream. */
export const personDecider: Decider<PersonCommand, PersonState, PersonEvent> = {
  initial: UNKNOWN_PERSON,
  evolve: evolvePerson,

  decide(command, state) {
    if (command.kind === 'admit') {
      requireSoundGrants(command.grants, command.facts);
      return [{ type: 'PersonAdmitted', data: { grants: command.grants, credential: command.credential } }];
    }
    if (state.status !== 'ACTIVE') throw new DomainError('person_deactivated');
    switch (command.kind) {
      case 'change-grants':
        requireSoundGrants(command.grants, command.facts);
        if (sameGrants(state.grants, command.grants)) return [];
        return [{ type: 'GrantsChanged', data: { grants: command.grants } }];
      case 'reset-password':
        return [{ type: 'PasswordChanged', data: { how: 'RESET', credential: command.credential } }];
      case 'change-own-password':
        return [
          {
            type: 'PasswordChanged',
            data: { how: 'OWN', credential: command.credential, keeps: command.session.id },
          },
        ];
      case 'deactivate':
        return [{ type: 'PersonDeactivated', data: {} }];
      default:
        return never(command);
    }
  },
};

/**
 * Who may send the command about the person with this id, and in which capacity.
 * Errors: `not_found`, `forbidden`, `reserved_role`, `grant_beyond_own`, `own_grants`, `own_deactivation`,
 * `not_signed_in`.
 */
export function authorisePerson(
  command: PersonCommand,
  by: Principal,
  personId: string,
  state: PersonState,
): Actor {
  if (command.kind === 'admit') return asGiverOf(by, command.grants);
  if (state.status === 'UNKNOWN') throw new DomainError('not_found');
  if (command.kind === 'change-own-password') {
    // A session that has ended must not come back by being the one that goes on.
    if (!sessionHolds(state, command.session)) throw new DomainError('not_signed_in');
    return asOneself(by);
  }
  refuseOnOneself(command.kind, by.id === personId);
  const actor = asManagerOf(by, { id: personId, grants: state.grants });
  if (command.kind === 'change-grants') asGiverOf(by, added(state.grants, command.grants));
  return actor;
}

/** Nobody changes their own grants or takes themselves away, so an ADMIN of the whole country always remains. */
function refuseOnOneself(kind: PersonCommand['kind'], isOneself: boolean): void {
  if (!isOneself) return;
  if (kind === 'change-grants') throw new DomainError('own_grants');
  if (kind === 'deactivate') throw new DomainError('own_deactivation');
  if (kind === 'reset-password') throw new DomainError('own_reset');
}
