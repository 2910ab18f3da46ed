import { Command } from '@nestjs/cqrs';
import type { CommandContext, Decided, IfMatch } from '../event-store/decision.js';
import type { Principal } from '../kernel/grant.js';
import type { Addressee } from './domain/direction.events.js';
import type { Direction, DirectionClock } from './domain/direction.state.js';

/** What a command about a direction recorded. */
export type DirectionDecided = Pick<Decided<Direction>, 'revision' | 'position'> & {
  readonly id: string;
  readonly direction: Direction;
  /** Those of its cases that the person may see. */
  readonly visibleCases: ReadonlySet<string>;
};

/** Tells an agency or an office to do something; without an id it gets one that follows from the command. */
export class IssueDirection extends Command<DirectionDecided> {
  constructor(
    readonly by: Principal,
    readonly context: CommandContext,
    readonly body: {
      readonly id?: string;
      readonly to: Addressee;
      readonly cases: readonly string[];
      readonly cluster: string | null;
      readonly text: string;
      readonly dueAt: string;
    },
  ) {
    super();
  }
}

/** What can be done with a direction. */
export type DirectionAction =
  | { readonly type: 'acknowledge'; readonly note?: string }
  | { readonly type: 'report'; readonly text: string }
  | { readonly type: 'complete'; readonly note?: string };

export class ActOnDirection extends Command<DirectionDecided> {
  constructor(
    readonly by: Principal,
    readonly context: CommandContext,
    readonly id: string,
    readonly ifMatch: IfMatch,
    readonly action: DirectionAction,
  ) {
    super();
  }
}

/** The clock of a direction struck; `commandId` is the timer's. `stale`: it had stopped before. */
export class RunDirectionClock extends Command<'recorded' | 'stale'> {
  constructor(
    readonly commandId: string,
    readonly directionId: string,
    readonly clock: DirectionClock,
    readonly causedBy?: string,
  ) {
    super();
  }
}
