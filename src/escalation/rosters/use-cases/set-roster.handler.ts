import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AreaRegister } from '../../../area/area.register.js';
import { Decisions } from '../../../event-store/decision.js';
import { PeopleDirectory } from '../../../identity/views/people-directory.js';
import { derivedId } from '../../../kernel/ids.js';
import { rosterDecider } from '../domain/roster.decider.js';
import { DutyRosters } from '../duty-rosters.js';
import { type RosterDecided, SetRoster } from '../roster.commands.js';
import { asKeeperOf } from '../roster-rights.js';
import { ROSTER_FOLD, rosterStream } from '../roster-stream.js';

@CommandHandler(SetRoster)
export class SetRosterHandler implements ICommandHandler<SetRoster> {
  constructor(
    private readonly decisions: Decisions,
    private readonly areas: AreaRegister,
    private readonly people: PeopleDirectory,
    private readonly duty: DutyRosters,
  ) {}

  /** Errors: `forbidden`, `id_taken`, `invalid` with a pointer to each. */
  async execute({ by, context, roster, id: given }: SetRoster): Promise<RosterDecided> {
    const id = given ?? derivedId(context.commandId, 'roster');
    const { area, person } = roster;
    const areaExists = area === '' || this.areas.exists(area);
    const grants = (await this.people.principal(person))?.grants ?? null;
    const now = context.now.toISOString();
    const { state, revision, position } = await this.decisions.decide({
      stream: rosterStream(id),
      fold: ROSTER_FOLD,
      context,
      opens: true,
      authorise: () => asKeeperOf(area, by),
      decide: (state) => rosterDecider.decide({ type: 'roster', roster, now, areaExists, grants }, state),
      about: () => (area === '' ? {} : { area }),
    });
    if (state === null) throw new Error('A roster that was recorded has no state.');
    this.duty.learn(id, state, position);
    return { id, roster: state, revision, position };
  }
}
