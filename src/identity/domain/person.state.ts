import { type Fact, never } from '../../kernel/decider.js';
import type { Grant } from '../../kernel/grant.js';
import type { PersonEvent } from './person.events.js';

/** Somebody who was admitted once. Revisions are those of the person's own stream. */
export interface Admitted {
  readonly grants: readonly Grant[];
  /** The password row that counts. */
  readonly credential: string;
  /** Revision of the last event. */
  readonly revision: number;
  /** Revision of the last event that gave or changed grants: older tokens have ended. */
  readonly rightsAt: number;
  /** Revision of the last event that ended sessions: older sessions have ended, except `keeps`. */
  readonly sessionsEndedAt: number;
  /** Id of the one session that went on. */
  readonly keeps: string | null;
}

export type PersonState =
  | { readonly status: 'UNKNOWN' }
  | (Admitted & { readonly status: 'ACTIVE' })
  | (Admitted & { readonly status: 'DEACTIVATED' });

export const UNKNOWN_PERSON: PersonState = { status: 'UNKNOWN' };

/** The state after one more fact. */
export function evolvePerson(state: PersonState, fact: Fact<PersonEvent>): PersonState {
  if (fact.type === 'PersonAdmitted') {
    const { grants, credential } = fact.data;
    return {
      status: 'ACTIVE',
      grants,
      credential,
      revision: 0,
      rightsAt: 0,
      sessionsEndedAt: 0,
      keeps: null,
    };
  }
  if (state.status === 'UNKNOWN') throw new Error(`${fact.type} stands before PersonAdmitted.`);
  const revision = state.revision + 1;
  const ended = { ...state, revision, sessionsEndedAt: revision, keeps: null };
  switch (fact.type) {
    case 'GrantsChanged':
      return { ...ended, grants: fact.data.grants, rightsAt: revision };
    case 'PersonDeactivated':
      return { ...ended, status: 'DEACTIVATED', rightsAt: revision };
    case 'PasswordChanged':
      return { ...ended, credential: fact.data.credential, keeps: fact.data.keeps ?? null };
    default:
      return never(fact);
  }
}

/** True while a session that began at `revision` of its person's stream goes on. */
export function sessionHolds(state: PersonState, session: { id: string; revision: number }): boolean {
  if (state.status !== 'ACTIVE') return false;
  return session.revision >= state.sessionsEndedAt || session.id === state.keeps;
}
