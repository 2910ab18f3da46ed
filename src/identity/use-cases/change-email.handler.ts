import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError } from '../../kernel/domain-error.js';
import { asManagerOf } from '../domain/grant.policies.js';
import { PersonRows } from '../rows/person.row.js';
import { IdentityStreams } from '../streams.js';
import { ChangeEmail } from './identity.commands.js';

@CommandHandler(ChangeEmail)
export class ChangeEmailHandler implements ICommandHandler<ChangeEmail> {
  constructor(
    private readonly people: PersonRows,
    private readonly streams: IdentityStreams,
  ) {}

  async execute({ by, personId, email }: ChangeEmail): Promise<void> {
    const person = await this.streams.person(personId);
    if (person.status === 'UNKNOWN') throw new DomainError('not_found');
    asManagerOf(by, { id: personId, grants: person.grants });
    await this.people.setEmail(personId, email);
  }
}
