import type { SignedInPrincipal } from '../../http/request.js';
import { type PersonState, sessionHolds } from '../domain/person.state.js';
import { ownerStandsBehind } from '../domain/token.state.js';

/** By what a request shows who sends it. */
export interface Credential {
  readonly kind: 'session' | 'token';
  /** Session id or token id. */
  readonly id: string;
  /** Revision of the person's stream on which the credential rests. */
  readonly revision: number;
  readonly expiresAt: Date;
}

/** The person behind a request, with what shows it. A token's grants may be fewer than its owner's. */
export interface SignedInPerson extends SignedInPrincipal {
  readonly credential: Credential;
}

/** True while nothing in the person's stream has ended the credential. */
export function credentialHolds(person: PersonState, { kind, id, revision }: Credential): boolean {
  return kind === 'session'
    ? sessionHolds(person, { id, revision })
    : ownerStandsBehind(person, { ownerRevision: revision });
}
