import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PersonEvent } from '../domain/person.events.js';
import { GrantLookup } from './grant-lookup.js';
import { ChangeGrants, type PersonDecided } from './identity.commands.js';
import { PersonDecisions } from './person-decisions.js';
import { RightsTurn } from './rights-turn.js';

/** A new password does not touch what an ADMIN saw of a person's grants. */
const CONFLICTS: ReadonlySet<PersonEvent['type']> = new Set(['GrantsChanged', 'PersonDeactivated']);

@CommandHandler(ChangeGrants)
export class ChangeGrantsHandler implements ICommandHandler<ChangeGrants> {
  constructor(
    private readonly decisions: PersonDecisions,
    private readonly turn: RightsTurn,
    private readonly lookup: GrantLookup,
  ) {}

  execute({ by, context, personId, grants, ifMatch }: ChangeGrants): Promise<PersonDecided> {
    const facts = this.lookup.factsOf(grants);
    const precondition = { ifMatch, required: true, conflicts: CONFLICTS };
    return this.turn.take(by, () =>
      this.decisions.decide(by, context, personId, { kind: 'change-grants', grants, facts }, precondition),
    );
  }
}
