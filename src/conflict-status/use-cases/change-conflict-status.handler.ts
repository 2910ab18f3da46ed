import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { zoneOf } from '../../area/area-zone.js';
import { Decisions, foldRecorded } from '../../event-store/decision.js';
import { EventStore } from '../../event-store/event-store.js';
import { ChangeConflictStatus, type ConflictStatusDecided } from '../conflict-status.commands.js';
import { CONFLICT_STATUS_FOLD, conflictStatusStream } from '../conflict-status-stream.js';
import { conflictStatusDecider, type OtherTerm } from '../domain/conflict-status.decider.js';
import { asRecorderOf } from '../domain/conflict-status.policies.js';
import { CONFLICT_TERMS } from '../domain/conflict-terms.js';
import { AreaTurn } from './area-turn.js';
import { dayIn } from './day-in.js';

/** What a timer says of it makes nothing stale. */
const CONFLICTS: ReadonlySet<string> = new Set(['ConflictStatusExtended', 'ConflictStatusRevoked']);

@CommandHandler(ChangeConflictStatus)
export class ChangeConflictStatusHandler implements ICommandHandler<ChangeConflictStatus> {
  constructor(
    private readonly decisions: Decisions,
    private readonly store: EventStore,
    private readonly turn: AreaTurn,
  ) {}

  /**
   * Errors: `not_found`, `forbidden`, `if_match_missing`, `stale_revision`, `conflict_status_over`, `invalid` with a
   * pointer to each, `conflict_status_overlaps`.
   */
  async execute(command: ChangeConflictStatus): Promise<ConflictStatusDecided> {
    const { by, id, change } = command;
    const events = await this.store.read(conflictStatusStream(id));
    // The area never changes, so who may is known before anybody waits for a turn.
    const state = foldRecorded(CONFLICT_STATUS_FOLD, events);
    asRecorderOf(state, by);
    const area = state?.area ?? '';
    if (change.type === 'revoke') return this.decide(command, area, []);
    return this.turn.take(async (othersOf) => this.decide(command, area, await othersOf(area, id)));
  }

  private async decide(
    { by, context, id, ifMatch, change }: ChangeConflictStatus,
    area: string,
    others: readonly OtherTerm[],
  ): Promise<ConflictStatusDecided> {
    const now = context.now.toISOString();
    const today = dayIn(zoneOf(area).iana, context.now);
    const { state, revision, position } = await this.decisions.decide({
      stream: conflictStatusStream(id),
      fold: CONFLICT_STATUS_FOLD,
      context,
      authorise: (state) => asRecorderOf(state, by),
      precondition: { ifMatch, required: true, conflicts: CONFLICTS },
      decide: (state) =>
        conflictStatusDecider.decide({ ...change, now, today, terms: CONFLICT_TERMS, others }, state),
      about: () => (area === '' ? {} : { area }),
    });
    if (state === null) throw new Error('A conflict status that was changed has no state.');
    return { id, state, revision, position };
  }
}
