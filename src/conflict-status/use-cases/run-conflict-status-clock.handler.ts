import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions } from '../../event-store/decision.js';
import { SYSTEM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { RunConflictStatusClock } from '../conflict-status.commands.js';
import { CONFLICT_STATUS_FOLD, conflictStatusStream } from '../conflict-status-stream.js';
import { conflictStatusDecider } from '../domain/conflict-status.decider.js';

/** No request lies behind a timer. */
const NO_REQUEST = '0'.repeat(64);
/** Another has said so already, or there is nothing more to be said. */
const STALE: readonly string[] = ['nothing_to_change', 'not_found'];

@CommandHandler(RunConflictStatusClock)
export class RunConflictStatusClockHandler implements ICommandHandler<RunConflictStatusClock> {
  constructor(
    private readonly decisions: Decisions,
    private readonly time: Clock,
  ) {}

  async execute(command: RunConflictStatusClock): Promise<'recorded' | 'stale'> {
    const { commandId, conflictStatusId, clock, causedBy } = command;
    const now = this.time.now();
    try {
      await this.decisions.decide({
        stream: conflictStatusStream(conflictStatusId),
        fold: CONFLICT_STATUS_FOLD,
        context: {
          commandId,
          requestHash: NO_REQUEST,
          correlationId: commandId,
          ...(causedBy !== undefined && { causationId: causedBy }),
          now,
        },
        authorise: () => SYSTEM,
        decide: (state) =>
          conflictStatusDecider.decide({ type: 'run-clock', now: now.toISOString(), clock }, state),
        about: (state) => (state === null || state.area === '' ? {} : { area: state.area }),
      });
      return 'recorded';
    } catch (error) {
      if (error instanceof DomainError && STALE.includes(error.code)) return 'stale';
      throw error;
    }
  }
}
