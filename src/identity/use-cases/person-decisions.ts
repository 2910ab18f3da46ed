import { Injectable } from '@nestjs/common';
import { type CommandContext, Decisions, type Precondition } from '../../event-store/decision.js';
import type { Principal } from '../../kernel/grant.js';
import { Principals } from '../access/principals.js';
import { authorisePerson, type PersonCommand, personDecider } from '../domain/person.decider.js';
import { PERSON_FOLD, personStream } from '../streams.js';
import type { PersonDecided } from './identity.commands.js';

/** Carries commands to people's streams. */
@Injectable()
export class PersonDecisions {
  constructor(
    private readonly decisions: Decisions,
    private readonly principals: Principals,
  ) {}

  /** Decides and appends; what the person's rights were before is then forgotten in this process. */
  async decide(
    by: Principal,
    context: CommandContext,
    personId: string,
    command: PersonCommand,
    precondition?: Precondition,
  ): Promise<PersonDecided> {
    const decided = await this.decisions.decide({
      stream: personStream(personId),
      fold: PERSON_FOLD,
      context,
      opens: command.kind === 'admit',
      precondition,
      authorise: (state) => authorisePerson(command, by, personId, state),
      decide: (state) => personDecider.decide(command, state),
      about: () => ({}),
    });
    this.principals.forget();
    return decided;
  }
}
