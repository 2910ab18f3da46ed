import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions, foldRecorded } from '../../event-store/decision.js';
import { EventStore } from '../../event-store/event-store.js';
import { PeopleDirectory } from '../../identity/views/people-directory.js';
import type { Actor } from '../../kernel/actor.js';
import type { Principal } from '../../kernel/grant.js';
import { ActOnDirection, type DirectionAction, type DirectionDecided } from '../direction.commands.js';
import { DIRECTION_FOLD, directionStream } from '../direction-stream.js';
import { directionDecider } from '../domain/direction.decider.js';
import { asAddressee, asCompleter, type Standing } from '../domain/direction.policies.js';
import type { DirectionState } from '../domain/direction.state.js';
import { DirectionSight } from '../views/direction-sight.js';

/** A report or an overdue direction makes nothing stale that somebody is about to say of it. */
const CONFLICTS: ReadonlySet<string> = new Set(['DirectionAcknowledged', 'DirectionCompleted']);

@CommandHandler(ActOnDirection)
export class ActOnDirectionHandler implements ICommandHandler<ActOnDirection> {
  constructor(
    private readonly decisions: Decisions,
    private readonly store: EventStore,
    private readonly people: PeopleDirectory,
    private readonly sight: DirectionSight,
  ) {}

  /**
   * Errors: `not_found`, `forbidden`, `if_match_missing` (completion), `stale_revision`, `nothing_to_change`,
   * `direction_completed`, `too_many_reports`.
   */
  async execute({ by, context, id, ifMatch, action }: ActOnDirection): Promise<DirectionDecided> {
    const standing = await this.standingOf(by, id);
    const { state, revision, position } = await this.decisions.decide({
      stream: directionStream(id),
      fold: DIRECTION_FOLD,
      context,
      authorise: (state) => actorFor(action, by, state, standing),
      precondition: { ifMatch, required: action.type === 'complete', conflicts: conflictsOf(action) },
      decide: (state) =>
        directionDecider.decide(
          action.type === 'complete' ? { ...action, as: asCompleter(by, state, standing).as } : action,
          state,
        ),
      about: (state) => (state === null || state.to.area === '' ? {} : { area: state.to.area }),
    });
    if (state === null) throw new Error('A direction that was acted on has no state.');
    return { id, direction: state, revision, position, visibleCases: standing.visibleCases };
  }

  /** Looked up before the decision reads the stream again: to whom it goes and what it is about never change. */
  private async standingOf(by: Principal, id: string): Promise<Standing> {
    const direction = foldRecorded(DIRECTION_FOLD, await this.store.read(directionStream(id)));
    if (direction === null) return { dutyAreas: [], withoutOfficer: false, visibleCases: new Set() };
    const { to, cases } = direction;
    return {
      dutyAreas: await this.sight.dutyAreas(by),
      withoutOfficer: 'agency' in to && !(await this.people.hasOfficers(to.agency, to.area)),
      visibleCases: await this.sight.visibleAmong(by, cases),
    };
  }
}

function actorFor(action: DirectionAction, by: Principal, state: DirectionState, standing: Standing): Actor {
  return action.type === 'complete'
    ? asCompleter(by, state, standing).actor
    : asAddressee(by, state, standing);
}

/** Reports add to each other. */
function conflictsOf({ type }: DirectionAction): ReadonlySet<string> {
  return type === 'report' ? new Set(['DirectionCompleted']) : CONFLICTS;
}
