import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions } from '../../event-store/decision.js';
import { ownContext, recordedOrStale } from '../../event-store/own-command.js';
import { SYSTEM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { CASE_FOLD, caseStream } from '../case-stream.js';
import { caseDecider } from '../domain/case.decider.js';
import { known } from '../domain/case.state.js';
import { type LadderOutcome, RunLadder } from './case.commands.js';
import { LadderLookups, runningVersion } from './ladder-lookups.js';
import { timesOf } from './record-case.handler.js';

/** A step of a process on the ladder of a case: a clock that ran out, a policy to adopt, clocks to reckon anew. */
@CommandHandler(RunLadder)
export class RunLadderHandler implements ICommandHandler<RunLadder, LadderOutcome> {
  constructor(
    private readonly decisions: Decisions,
    private readonly lookups: LadderLookups,
    private readonly clock: Clock,
  ) {}

  async execute({ commandId, caseId, step, causedBy }: RunLadder): Promise<LadderOutcome> {
    const reckoner = await this.lookups.reckoner();
    const now = this.clock.now();
    const decided = this.decisions.decide({
      stream: caseStream(caseId),
      fold: CASE_FOLD,
      context: ownContext(commandId, now, causedBy),
      authorise: () => SYSTEM,
      decide: (state) => {
        const facts = reckoner.factsFor(known(state).report, now, runningVersion(state, step));
        return caseDecider.decide({ type: 'ladder', step, at: now.toISOString(), facts }, state);
      },
      about: (state) => (state.status === 'NONE' ? {} : timesOf(state.report)),
    });
    return recordedOrStale(decided, ['nothing_to_change']);
  }
}
