import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DeactivatePerson, type PersonDecided } from './identity.commands.js';
import { PersonDecisions } from './person-decisions.js';
import { RightsTurn } from './rights-turn.js';

@CommandHandler(DeactivatePerson)
export class DeactivatePersonHandler implements ICommandHandler<DeactivatePerson> {
  constructor(
    private readonly decisions: PersonDecisions,
    private readonly turn: RightsTurn,
  ) {}

  execute({ by, context, personId }: DeactivatePerson): Promise<PersonDecided> {
    return this.turn.take(by, () => this.decisions.decide(by, context, personId, { kind: 'deactivate' }));
  }
}
