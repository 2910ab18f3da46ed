import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions } from '../../event-store/decision.js';
import { ownContext, recordedOrStale } from '../../event-store/own-command.js';
import { SYSTEM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { RunConflictStatusClock } from '../conflict-status.commands.js';
import { CONFLICT_STATUS_FOLD, conflictStatusStream } from '../conflict-status-stream.js';
import { conflictStatusDecider } from '../domain/conflict-status.decider.js';

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
    const decided = this.decisions.decide({
      stream: conflictStatusStream(conflictStatusId),
      fold: CONFLICT_STATUS_FOLD,
      context: ownContext(commandId, now, causedBy),
      authorise: () => SYSTEM,
      decide: (state) =>
        conflictStatusDecider.decide({ type: 'run-clock', now: now.toISOString(), clock }, state),
      about: (state) => (state === null || state.area === '' ? {} : { area: state.area }),
    });
    return recordedOrStale(decided, STALE);
  }
}
