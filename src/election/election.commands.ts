import { Command } from '@nestjs/cqrs';
import type { CommandContext, Decided, IfMatch } from '../event-store/decision.js';
import type { Principal } from '../kernel/grant.js';
import type {
  Contest,
  ContestKind,
  Participant,
  ParticipantKind,
  StagePeriod,
} from './domain/election.events.js';
import type { StagesState } from './domain/stages.decider.js';

/** Enters a contest; without an id it gets one that follows from the command. */
export class RegisterContestCommand extends Command<Decided<Contest | null>> {
  constructor(
    readonly by: Principal,
    readonly context: CommandContext,
    readonly body: {
      readonly id?: string;
      readonly kind: ContestKind;
      readonly area: string;
      readonly name: string;
      readonly election?: string;
    },
  ) {
    super();
  }
}

/** Enters who stands in a contest; without an area, in the whole of it. */
export class RegisterParticipantCommand extends Command<Decided<Participant | null>> {
  constructor(
    readonly by: Principal,
    readonly context: CommandContext,
    readonly body: {
      readonly id?: string;
      readonly contest: string;
      readonly area?: string;
      readonly kind: ParticipantKind;
      readonly number?: number;
      readonly name: string;
    },
  ) {
    super();
  }
}

/** A period as it is entered: without an area it holds in the whole of the contest. */
export type StageEntry = Pick<StagePeriod, 'stage' | 'from' | 'until'> & {
  readonly area?: string;
  readonly source?: string;
};

/** Replaces the calendar of a contest as a whole. */
export class SetStagesCommand extends Command<Decided<StagesState>> {
  constructor(
    readonly by: Principal,
    readonly context: CommandContext,
    readonly contest: string,
    readonly stages: readonly StageEntry[],
    readonly ifMatch: IfMatch,
  ) {
    super();
  }
}
