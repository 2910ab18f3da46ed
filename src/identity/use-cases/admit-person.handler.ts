import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError } from '../../kernel/domain-error.js';
import { derivedId } from '../../kernel/ids.js';
import { Passwords } from '../credentials/passwords.js';
import { authorisePerson, type PersonCommand, personDecider } from '../domain/person.decider.js';
import { UNKNOWN_PERSON } from '../domain/person.state.js';
import { PasswordRows } from '../rows/password.row.js';
import { type PersonRow, PersonRows } from '../rows/person.row.js';
import { IdentityStreams } from '../streams.js';
import { GrantLookup } from './grant-lookup.js';
import { AdmitPerson, type PersonDecided } from './identity.commands.js';
import { PersonDecisions } from './person-decisions.js';

/** Writes the person's rows, which open nothing, and then admits the person in the log. */
@CommandHandler(AdmitPerson)
export class AdmitPersonHandler implements ICommandHandler<AdmitPerson> {
  constructor(
    private readonly decisions: PersonDecisions,
    private readonly streams: IdentityStreams,
    private readonly people: PersonRows,
    private readonly passwordRows: PasswordRows,
    private readonly passwords: Passwords,
    private readonly lookup: GrantLookup,
  ) {}

  async execute({ by, context, person }: AdmitPerson): Promise<PersonDecided & { id: string }> {
    const { username, name, email, password, grants } = person;
    const id = derivedId(context.commandId, 'person');
    const credential = derivedId(context.commandId, 'password');
    const command: PersonCommand = {
      kind: 'admit',
      grants,
      credential,
      facts: this.lookup.factsOf(grants),
    };
    authorisePerson(command, by, id, UNKNOWN_PERSON);
    if ((await this.streams.person(id)).status === 'UNKNOWN') {
      personDecider.decide(command, UNKNOWN_PERSON);
      await this.claim({ id, username, name, email: email ?? null });
      await this.passwordRows.add(credential, id, await this.passwords.hash(password));
    }
    await this.requireSameRow({ id, username, name });
    return { ...(await this.decisions.decide(by, context, id, command)), id };
  }

  /** A username that only a lost try holds is free again after a while. */
  private async claim(row: PersonRow): Promise<void> {
    if ((await this.people.claim(row)) !== null) return;
    const holder = await this.people.byUsername(row.username);
    if (holder !== null && (await this.streams.person(holder.id)).status === 'UNKNOWN') {
      await this.people.releaseUnclaimed(holder.id);
      if ((await this.people.claim(row)) !== null) return;
    }
    throw new DomainError('username_taken', {}, [{ pointer: '/username', code: 'username_taken' }]);
  }

  /** Name and username are no part of the request's hash, so the row says whether the key was used for another person. */
  private async requireSameRow({ id, username, name }: PersonRow): Promise<void> {
    const row = await this.people.byId(id);
    if (row?.username !== username || row.name !== name) throw new DomainError('key_reused');
  }
}
