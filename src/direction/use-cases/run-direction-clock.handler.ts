import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions } from '../../event-store/decision.js';
import { SYSTEM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { RunDirectionClock } from '../direction.commands.js';
import { DIRECTION_FOLD, directionStream } from '../direction-stream.js';
import { directionDecider } from '../domain/direction.decider.js';

/** No request lies behind a timer. */
const NO_REQUEST = '0'.repeat(64);
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
    try {
      await this.decisions.decide({
        stream: directionStream(directionId),
        fold: DIRECTION_FOLD,
        context: {
          commandId,
          requestHash: NO_REQUEST,
          correlationId: commandId,
          ...(causedBy !== undefined && { causationId: causedBy }),
          now,
        },
        authorise: () => SYSTEM,
        decide: (state) =>
          directionDecider.decide({ type: 'run-clock', now: now.toISOString(), clock }, state),
        about: (state) => (state === null || state.to.area === '' ? {} : { area: state.to.area }),
      });
      return 'recorded';
    } catch (error) {
      if (error instanceof DomainError && STALE.includes(error.code)) return 'stale';
      throw error;
    }
  }
}
