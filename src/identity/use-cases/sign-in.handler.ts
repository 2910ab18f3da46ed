import { randomUUID } from 'node:crypto';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { Passwords } from '../credentials/passwords.js';
import { digestOf, newSecret } from '../credentials/secrets.js';
import { type Attempt, SignInThrottle } from '../credentials/sign-in-throttle.js';
import { PasswordRows } from '../rows/password.row.js';
import { PersonRows } from '../rows/person.row.js';
import { SessionRows } from '../rows/session.row.js';
import { IdentityStreams } from '../streams.js';
import { type NewSession, SignIn } from './identity.commands.js';

/** One shift at a desk. */
const SESSION_MS = 12 * 60 * 60_000;
/** Nobody's id: an unknown username takes the same way as a known one. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Checks name and password, throttled before anything is hashed, and starts a session. */
@CommandHandler(SignIn)
export class SignInHandler implements ICommandHandler<SignIn> {
  constructor(
    private readonly clock: Clock,
    private readonly throttle: SignInThrottle,
    private readonly people: PersonRows,
    private readonly passwordRows: PasswordRows,
    private readonly passwords: Passwords,
    private readonly sessions: SessionRows,
    private readonly streams: IdentityStreams,
  ) {}

  async execute({ attempt, password, userAgent }: SignIn): Promise<NewSession> {
    this.throttle.check(attempt);
    const row = await this.people.byUsername(attempt.account);
    const id = row?.id ?? NOBODY;
    const person = await this.streams.person(id);
    const credential = person.status === 'ACTIVE' ? person.credential : NOBODY;
    const hash = await this.passwordRows.hashOf(credential, id);
    const fits = await this.verify(attempt, password, hash);
    if (!fits || row === null || person.status !== 'ACTIVE') throw new DomainError('sign_in_failed');
    this.throttle.right(attempt);
    const session = await this.start(id, person.revision, userAgent);
    return { ...session, person: { id, name: row.name }, grants: person.grants };
  }

  /** Where too many wait already, one who is not signed in is told to come back. */
  private async verify(attempt: Attempt, password: string, hash: string | null): Promise<boolean> {
    try {
      return await this.passwords.verify(password, hash, this.throttle.guess(attempt));
    } catch (error) {
      if (error instanceof DomainError && error.code === 'overloaded') {
        throw new DomainError('too_many_at_once', { retryAfter: 2 });
      }
      throw error;
    }
  }

  private async start(
    personId: string,
    revision: number,
    userAgent: string | null,
  ): Promise<Pick<NewSession, 'id' | 'expiresAt' | 'secret'>> {
    const id = randomUUID();
    const secret = newSecret('session');
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + SESSION_MS);
    await this.sessions.add({ id, personId, revision, userAgent, createdAt, expiresAt }, digestOf(secret));
    return { id, expiresAt, secret };
  }
}
