import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError } from '../../kernel/domain-error.js';
import { Passwords } from '../credentials/passwords.js';
import { SignInThrottle } from '../credentials/sign-in-throttle.js';
import type { PersonState } from '../domain/person.state.js';
import { PasswordRows } from '../rows/password.row.js';
import { ChangeOwnPassword, type PersonDecided } from './identity.commands.js';
import { PasswordChange } from './password-change.js';

/** Whoever finds an open session must not be able to take the account over, so the present password is asked again. */
@CommandHandler(ChangeOwnPassword)
export class ChangeOwnPasswordHandler implements ICommandHandler<ChangeOwnPassword> {
  constructor(
    private readonly change: PasswordChange,
    private readonly throttle: SignInThrottle,
    private readonly passwords: Passwords,
    private readonly rows: PasswordRows,
  ) {}

  async execute(command: ChangeOwnPassword): Promise<PersonDecided> {
    const { by, context, passwords } = command;
    const { kind, id, revision } = by.credential;
    if (kind !== 'session') throw new DomainError('session_needed');
    return this.change.make({
      by,
      context,
      personId: by.id,
      password: passwords.next,
      command: (credential) => ({
        kind: 'change-own-password',
        credential,
        session: { id, revision },
      }),
      check: (person) => this.requirePresent(command, person),
    });
  }

  private async requirePresent(
    { by, address, passwords }: ChangeOwnPassword,
    person: PersonState,
  ): Promise<void> {
    const attempt = { address, account: by.id };
    this.throttle.check(attempt);
    const hash = person.status === 'ACTIVE' ? await this.rows.hashOf(person.credential, by.id) : null;
    const guess = this.throttle.guess(attempt);
    if (await this.passwords.verify(passwords.current, hash, guess)) return this.throttle.right(attempt);
    throw new DomainError('wrong_password', {}, [{ pointer: '/current', code: 'wrong_password' }]);
  }
}
