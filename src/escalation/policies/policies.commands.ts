import { Command } from '@nestjs/cqrs';
import type { CommandContext, Decided } from '../../event-store/decision.js';
import type { Principal } from '../../kernel/grant.js';
import type { Lang } from '../../taxonomy/words.js';
import type { Policies } from './domain/policies.decider.js';
import type { PolicyDraft } from './domain/policies.events.js';

/** Writes down a version of the escalation policy; it gets the next number and acts on nothing yet. */
export class DraftPolicy extends Command<Decided<Policies>> {
  constructor(
    readonly by: Principal,
    readonly context: CommandContext,
    readonly policy: PolicyDraft,
    /** In which language faults are told. */
    readonly language: Lang,
  ) {
    super();
  }
}

/** Puts a version in force, if the check finds no error in it. */
export class ActivatePolicy extends Command<Decided<Policies>> {
  constructor(
    readonly by: Principal,
    readonly context: CommandContext,
    readonly version: number,
    /** The version that the person wants to replace, where they said so. */
    readonly replaces: number | undefined,
    /** In which language the check's findings are told. */
    readonly language: Lang,
  ) {
    super();
  }
}
