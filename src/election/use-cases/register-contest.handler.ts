import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AreaRegister } from '../../area/area.register.js';
import { type Decided, Decisions } from '../../event-store/decision.js';
import { type ContestState, contestDecider } from '../domain/contest.decider.js';
import type { Contest } from '../domain/election.events.js';
import { RegisterContestCommand } from '../election.commands.js';
import { ElectionRegister } from '../election.register.js';
import { CONTEST_FOLD, contestStream } from '../streams.js';
import { ownId } from './own-id.js';
import { asRegisterAdministrator } from './register-administrator.js';

@CommandHandler(RegisterContestCommand)
export class RegisterContestHandler implements ICommandHandler<RegisterContestCommand> {
  constructor(
    private readonly decisions: Decisions,
    private readonly areas: AreaRegister,
    private readonly register: ElectionRegister,
  ) {}

  /** Errors: `forbidden`, `id_taken`, `invalid` (`unknown_area`, `unknown_election`, `wrong_area_level`). */
  async execute({ by, context: asked, body }: RegisterContestCommand): Promise<Decided<ContestState>> {
    const { id, context } = ownId(body.id, asked);
    const { kind, area, name, election = null } = body;
    const contest: Contest = { id, kind, area, name, election };
    const areaExists = area === '' || this.areas.exists(area);
    const electionExists = election === null || (await this.isElection(election));
    const decided = await this.decisions.decide({
      stream: contestStream(id),
      fold: CONTEST_FOLD,
      context,
      opens: true,
      authorise: () => asRegisterAdministrator(by, area),
      decide: (state) => contestDecider.decide({ contest, areaExists, electionExists }, state),
      about: () => (area === '' ? {} : { area }),
    });
    if (decided.state !== null) this.register.add(decided.state);
    return decided;
  }

  private async isElection(id: string): Promise<boolean> {
    return (await this.register.contest(id))?.kind === 'ELECTION';
  }
}
