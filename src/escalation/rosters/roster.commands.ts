import { Command } from '@nestjs/cqrs';
import type { CommandContext, Decided, IfMatch } from '../../event-store/decision.js';
import type { Principal } from '../../kernel/grant.js';
import type { Roster } from './domain/roster.events.js';
import type { RosterState } from './domain/roster.state.js';

/** What a command about a roster recorded. */
export type RosterDecided = Pick<Decided<RosterState>, 'revision' | 'position'> & {
  readonly id: string;
  readonly roster: Roster;
};

/** Says who stands in for the head of an office; without an id it gets one that follows from the command. */
export class SetRoster extends Command<RosterDecided> {
  constructor(
    readonly by: Principal,
    readonly context: CommandContext,
    readonly roster: Roster,
    readonly id?: string,
  ) {
    super();
  }
}

/** Ends a duty before its time, or calls off one that has not begun. */
export class EndRoster extends Command<RosterDecided> {
  constructor(
    readonly by: Principal,
    readonly context: CommandContext,
    readonly id: string,
    readonly ifMatch: IfMatch,
  ) {
    super();
  }
}
