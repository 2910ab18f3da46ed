import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AreaRegister } from '../../area/area.register.js';
import { type Decided, Decisions } from '../../event-store/decision.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Contest, StagePeriod } from '../domain/election.events.js';
import { type StagesState, stagesDecider } from '../domain/stages.decider.js';
import { SetStagesCommand, type StageEntry } from '../election.commands.js';
import { ElectionRegister } from '../election.register.js';
import { STAGES_FOLD, stagesStream } from '../streams.js';
import { asRegisterAdministrator } from './register-administrator.js';

const CONFLICTS: ReadonlySet<string> = new Set(['StagesSet']);

@CommandHandler(SetStagesCommand)
export class SetStagesHandler implements ICommandHandler<SetStagesCommand> {
  constructor(
    private readonly decisions: Decisions,
    private readonly areas: AreaRegister,
    private readonly register: ElectionRegister,
  ) {}

  /**
   * The first calendar of a contest needs no `If-Match`: there is nothing yet that it could replace.
   * Errors: `not_found`, `forbidden`, `if_match_missing`, `stale_revision`, `invalid`, `nothing_to_change`.
   */
  async execute(command: SetStagesCommand): Promise<Decided<StagesState>> {
    const { by, context, ifMatch } = command;
    const contest = await this.register.contest(command.contest);
    if (contest === null) throw new DomainError('not_found');
    const stages = command.stages.map((entry) => periodIn(contest, entry));
    const unknownAreas = this.unknownAmong(stages.map(({ area }) => area));
    const matched = ifMatch !== undefined;
    return this.decisions.decide({
      stream: stagesStream(contest.id),
      fold: STAGES_FOLD,
      context,
      authorise: () => asRegisterAdministrator(by, contest.area),
      precondition: { ifMatch, required: false, conflicts: CONFLICTS },
      decide: (state) => stagesDecider.decide({ contest, stages, unknownAreas, matched }, state),
      about: () => (contest.area === '' ? {} : { area: contest.area }),
    });
  }

  private unknownAmong(areas: readonly string[]): ReadonlySet<string> {
    return new Set(areas.filter((area) => area !== '' && !this.areas.exists(area)));
  }
}

function periodIn(contest: Contest, entry: StageEntry): StagePeriod {
  const { area = contest.area, stage, from, until, source = null } = entry;
  return { area, stage, from, until, source };
}
