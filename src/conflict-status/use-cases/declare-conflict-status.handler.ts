import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AreaRegister } from '../../area/area.register.js';
import { zoneOf } from '../../area/area-zone.js';
import { Decisions } from '../../event-store/decision.js';
import { derivedId } from '../../kernel/ids.js';
import { type ConflictStatusDecided, DeclareConflictStatus } from '../conflict-status.commands.js';
import { CONFLICT_STATUS_FOLD, conflictStatusStream } from '../conflict-status-stream.js';
import { conflictStatusDecider } from '../domain/conflict-status.decider.js';
import { asRecorderFor } from '../domain/conflict-status.policies.js';
import { CONFLICT_TERMS } from '../domain/conflict-terms.js';
import { AreaTurn } from './area-turn.js';
import { dayIn } from './day-in.js';

@CommandHandler(DeclareConflictStatus)
export class DeclareConflictStatusHandler implements ICommandHandler<DeclareConflictStatus> {
  constructor(
    private readonly decisions: Decisions,
    private readonly areas: AreaRegister,
    private readonly turn: AreaTurn,
  ) {}

  /** Errors: `forbidden`, `id_taken`, `invalid` with a pointer to each, `conflict_status_overlaps`. */
  async execute({
    by,
    context,
    declaration,
    id: given,
  }: DeclareConflictStatus): Promise<ConflictStatusDecided> {
    const id = given ?? derivedId(context.commandId, 'conflict-status');
    const { area } = declaration;
    asRecorderFor(area, by);
    const areaExists = area === '' || this.areas.exists(area);
    const now = context.now.toISOString();
    const today = dayIn(zoneOf(area).iana, context.now);
    return this.turn.take(async (othersOf) => {
      const others = await othersOf(area, id);
      const { state, revision, position } = await this.decisions.decide({
        stream: conflictStatusStream(id),
        fold: CONFLICT_STATUS_FOLD,
        context,
        opens: true,
        authorise: () => asRecorderFor(area, by),
        decide: (state) =>
          conflictStatusDecider.decide(
            { type: 'declare', now, today, terms: CONFLICT_TERMS, others, declaration, areaExists },
            state,
          ),
        about: () => (area === '' ? {} : { area }),
      });
      if (state === null) throw new Error('A conflict status that was recorded has no state.');
      return { id, state, revision, position };
    });
  }
}
