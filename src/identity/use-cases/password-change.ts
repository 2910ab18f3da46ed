import { Injectable } from '@nestjs/common';
import type { CommandContext } from '../../event-store/decision.js';
import { derivedId } from '../../kernel/ids.js';
import type { SignedInPerson } from '../access/signed-in-person.js';
import { Passwords } from '../credentials/passwords.js';
import { authorisePerson, type PersonCommand, personDecider } from '../domain/person.decider.js';
import type { PersonState } from '../domain/person.state.js';
import { PasswordRows } from '../rows/password.row.js';
import { IdentityStreams } from '../streams.js';
import type { PersonDecided } from './identity.commands.js';
import { PersonDecisions } from './person-decisions.js';

/** One change of one person's password. */
export interface NewPassword {
  readonly by: SignedInPerson;
  readonly context: CommandContext;
  readonly personId: string;
  readonly password: string;
  /** The command, given the id of the row that the password will have: the same for every retry. */
  command(credential: string): PersonCommand;
  /** Refuses by throwing; asked only while the command is not recorded yet. */
  check(person: PersonState): Promise<void>;
}

/** Writes the row of a new password, which counts once its event stands. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly decisions: PersonDecisions,
    private readonly streams: IdentityStreams,
    private readonly rows: PasswordRows,
    private readonly passwords: Passwords,
  ) {}

  async make(change: NewPassword): Promise<PersonDecided> {
    const { by, context, personId, password } = change;
    const credential = derivedId(context.commandId, 'password');
    const command = change.command(credential);
    const { state, recorded } = await this.streams.personAndReceipt(personId, context.commandId);
    if (!recorded) {
      authorisePerson(command, by, personId, state);
      personDecider.decide(command, state);
      await change.check(state);
      await this.rows.add(credential, personId, await this.passwords.hash(password));
    }
    const decided = await this.decisions.decide(by, context, personId, command);
    if (!decided.replayed && state.status !== 'UNKNOWN') {
      await this.rows.forgetOld(personId, state.credential, credential);
    }
    return decided;
  }
}
