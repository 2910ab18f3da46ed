import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions } from '../../event-store/decision.js';
import { ownContext, recordedOrStale } from '../../event-store/own-command.js';
import { SYSTEM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { RunDirectionClock } from '../direction.commands.js';
import { DIRECTION_FOLD, directionStream } from '../direction-stream.js';
import { directionDecider } from '../domain/direction.decider.js';

/** Another has said so already, or there is nothing more to be said. */
const STALE: readonly string[] = ['nothing_to_change', 'not_found'];

@CommandHandler(RunDirectionClock)
export class RunDirectionClockHandler implements ICommandHandler<RunDirectionClock> {
  constructor(
    private readonly decisions: Decisions,
    private readonly time: Clock,
  ) {}

  async execute(command: RunDirectionClock): Promise<'recorded' | 'stale'> {
    const { commandId, directionId, clock, causedBy } = command;
    const now = this.time.now();
    const decided = this.decisions.decide({
      stream: directionStream(directionId),
      fold: DIRECTION_FOLD,
      context: ownContext(commandId, now, causedBy),
      authorise: () => SYSTEM,
      decide: (state) => directionDecider.decide({ type: 'run-clock', now: now.toISOString(), clock }, state),
      about: (state) => (state === null || state.to.area === '' ? {} : { area: state.to.area }),
    });
    return recordedOrStale(decided, STALE);
  }
}
