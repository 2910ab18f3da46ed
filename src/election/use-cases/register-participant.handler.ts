import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AreaRegister } from '../../area/area.register.js';
import { type Decided, Decisions } from '../../event-store/decision.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Participant } from '../domain/election.events.js';
import { type ParticipantState, participantDecider } from '../domain/participant.decider.js';
import { RegisterParticipantCommand } from '../election.commands.js';
import { ElectionRegister } from '../election.register.js';
import { PARTICIPANT_FOLD, participantStream } from '../streams.js';
import { ownId } from './own-id.js';
import { asRegisterAdministrator } from './register-administrator.js';

@CommandHandler(RegisterParticipantCommand)
export class RegisterParticipantHandler implements ICommandHandler<RegisterParticipantCommand> {
  constructor(
    private readonly decisions: Decisions,
    private readonly areas: AreaRegister,
    private readonly register: ElectionRegister,
  ) {}

  /** Errors: `invalid` (`unknown_contest`, `unknown_area`, `outside_contest`), `forbidden`, `id_taken`. */
  async execute({
    by,
    context: asked,
    body,
  }: RegisterParticipantCommand): Promise<Decided<ParticipantState>> {
    const contest = await this.register.contest(body.contest);
    if (contest === null) {
      throw new DomainError('invalid', {}, [{ pointer: '/contest', code: 'unknown_contest' }]);
    }
    const { id, context } = ownId(body.id, asked);
    const { area = contest.area, kind, number = null, name } = body;
    const participant: Participant = { id, contest: contest.id, area, kind, number, name };
    const areaExists = area === '' || this.areas.exists(area);
    return this.decisions.decide({
      stream: participantStream(id),
      fold: PARTICIPANT_FOLD,
      context,
      opens: true,
      authorise: () => asRegisterAdministrator(by, contest.area),
      decide: (state) => participantDecider.decide({ participant, contest, areaExists }, state),
      about: () => (area === '' ? {} : { area }),
    });
  }
}
