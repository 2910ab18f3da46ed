import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions } from '../../../event-store/decision.js';
import { rosterDecider } from '../domain/roster.decider.js';
import { DutyRosters } from '../duty-rosters.js';
import { EndRoster, type RosterDecided } from '../roster.commands.js';
import { asKeeperOfSeen } from '../roster-rights.js';
import { ROSTER_FOLD, rosterStream } from '../roster-stream.js';

const CONFLICTS: ReadonlySet<string> = new Set(['DutyEnded']);

@CommandHandler(EndRoster)
export class EndRosterHandler implements ICommandHandler<EndRoster> {
  constructor(
    private readonly decisions: Decisions,
    private readonly duty: DutyRosters,
  ) {}

  /** Errors: `not_found`, `forbidden`, `stale_revision`, `duty_over`. */
  async execute({ by, context, id, ifMatch }: EndRoster): Promise<RosterDecided> {
    const { state, revision, position } = await this.decisions.decide({
      stream: rosterStream(id),
      fold: ROSTER_FOLD,
      context,
      authorise: (state) => asKeeperOfSeen(state?.area, by),
      precondition: { ifMatch, required: false, conflicts: CONFLICTS },
      decide: (state) => rosterDecider.decide({ type: 'end', now: context.now.toISOString() }, state),
      about: (state) => (state === null || state.area === '' ? {} : { area: state.area }),
    });
    if (state === null) throw new Error('A roster that was ended has no state.');
    this.duty.learn(id, state, position);
    return { id, roster: state, revision, position };
  }
}
