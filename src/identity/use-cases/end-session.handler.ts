import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError } from '../../kernel/domain-error.js';
import { Principals } from '../access/principals.js';
import { asManagerOf } from '../domain/grant.policies.js';
import { SessionRows } from '../rows/session.row.js';
import { IdentityStreams } from '../streams.js';
import { EndSession } from './identity.commands.js';

@CommandHandler(EndSession)
export class EndSessionHandler implements ICommandHandler<EndSession> {
  constructor(
    private readonly sessions: SessionRows,
    private readonly streams: IdentityStreams,
    private readonly principals: Principals,
  ) {}

  async execute({ by, sessionId }: EndSession): Promise<void> {
    const session = await this.sessions.byId(sessionId);
    if (session === null) throw new DomainError('not_found');
    if (session.personId !== by.id) await this.requireManager(by, session.personId);
    await this.sessions.remove(sessionId);
    this.principals.forget();
  }

  private async requireManager(by: EndSession['by'], personId: string): Promise<void> {
    const person = await this.streams.person(personId);
    if (person.status === 'UNKNOWN') throw new DomainError('not_found');
    asManagerOf(by, { id: personId, grants: person.grants });
  }
}
