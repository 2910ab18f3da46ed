import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { digestOf, kindOf } from '../credentials/secrets.js';
import { PersonRows } from '../rows/person.row.js';
import { SessionRows } from '../rows/session.row.js';
import { TokenSecretRows } from '../rows/token-secret.row.js';
import { IdentityStreams } from '../streams.js';
import { type Credential, credentialHolds, type SignedInPerson } from './signed-in-person.js';

/** Finds whom a secret stands for, from the rows and the streams themselves: nothing here is remembered. */
@Injectable()
export class PrincipalFinder {
  constructor(
    private readonly clock: Clock,
    private readonly sessions: SessionRows,
    private readonly tokens: TokenSecretRows,
    private readonly people: PersonRows,
    private readonly streams: IdentityStreams,
  ) {}

  /** Null where the secret stands for nobody, or for nobody any more. */
  find(secret: string): Promise<SignedInPerson | null> {
    switch (kindOf(secret)) {
      case 'session':
        return this.bySession(digestOf(secret));
      case 'token':
        return this.byToken(digestOf(secret));
      default:
        return Promise.resolve(null);
    }
  }

  private async bySession(secretHash: Buffer): Promise<SignedInPerson | null> {
    const session = await this.sessions.bySecret(secretHash, this.clock.now());
    if (session === null) return null;
    const person = await this.streams.person(session.personId);
    const credential: Credential = {
      kind: 'session',
      id: session.id,
      revision: session.revision,
      expiresAt: session.expiresAt,
    };
    if (person.status === 'UNKNOWN' || !credentialHolds(person, credential)) return null;
    return { id: session.personId, name: session.name, grants: person.grants, credential };
  }

  private async byToken(secretHash: Buffer): Promise<SignedInPerson | null> {
    const row = await this.tokens.bySecret(secretHash);
    const token = row === null ? null : await this.streams.token(row.tokenId);
    if (row === null || token?.status !== 'ISSUED' || token.credential !== row.id) return null;
    const credential: Credential = {
      kind: 'token',
      id: row.tokenId,
      revision: token.ownerRevision,
      expiresAt: new Date(token.expiresAt),
    };
    const owner = await this.people.byId(token.owner);
    const person = await this.streams.person(token.owner);
    if (owner === null || person.status === 'UNKNOWN' || !credentialHolds(person, credential)) return null;
    return { id: owner.id, name: owner.name, grants: token.grants, held: person.grants, credential };
  }
}
