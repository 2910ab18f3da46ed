import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions } from '../../event-store/decision.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../kernel/grant.js';
import { CASE_FOLD, caseStream } from '../case-stream.js';
import { caseDecider } from '../domain/case.decider.js';
import { authorise } from '../domain/case.policies.js';
import { type CaseState, known, levelOf, statusOf } from '../domain/case.state.js';
import { conflictsOf } from '../domain/conflicts.js';
import { ActionLookups, NO_STANDING } from './action-lookups.js';
import { type Acted, type ActionAnswer, ActOnCase } from './case.commands.js';
import { LadderLookups, runningVersion } from './ladder-lookups.js';
import { reckonedAfter } from './reckoned-report.js';
import { timesOf } from './record-case.handler.js';

/** Does something to a case: looks up what the action names, decides over the case's stream and appends. */
@CommandHandler(ActOnCase)
export class ActOnCaseHandler implements ICommandHandler<ActOnCase, Acted<ActionAnswer>> {
  constructor(
    private readonly decisions: Decisions,
    private readonly lookups: ActionLookups,
    private readonly ladder: LadderLookups,
  ) {}

  async execute({
    context,
    principal,
    caseId,
    ifMatch,
    action: given,
  }: ActOnCase): Promise<Acted<ActionAnswer>> {
    const action = this.lookups.check(given);
    // Looked up before the decision reads the stream again: what it says (an area, an agency) hardly ever changes.
    const standing = needsState(given.type) ? await this.lookups.standingOf(caseId) : NO_STANDING;
    const facts = await this.lookups.facts(action, caseId, standing, principal, context.now);
    const checked =
      action.type === 'corrections' ? await this.lookups.correction(action, standing.state) : action;
    const reckoner = await this.ladder.reckoner();
    const at = context.now.toISOString();
    const decided = await this.decisions.decide({
      stream: caseStream(caseId),
      fold: CASE_FOLD,
      context,
      authorise: (state) => authorise(action, principal, state, at, facts),
      precondition: { ifMatch, ...conflictsOf(action.type) },
      decide: (state, by) => {
        // Said only here, after sight and permission: a value may be wrong for what the case says of itself.
        if (checked instanceof DomainError) throw checked;
        const { report } = known(state);
        const ladder = reckoner.factsFor(reckonedAfter(checked, report), context.now, runningVersion(state));
        const holds = facts.onDuty === true || heads(principal, state);
        const all = { ...facts, ladder, holds };
        return caseDecider.decide({ type: 'act', by, at, action: checked, facts: all }, state);
      },
      about: (state) => (state.status === 'NONE' ? {} : timesOf(state.report)),
    });
    return { body: answer(decided), position: decided.position, replayed: decided.replayed };
  }
}

const LOOKED_UP = [
  'assignment',
  'handling',
  'assignment/acceptance',
  'assignment/refusal',
  'input-requests/answer',
  'corrections',
  'escalation',
  'escalation/acknowledgement',
  'escalation/lowering',
  'escalation/proposal/confirmation',
  'escalation/proposal/refusal',
  'escalation/informed',
];

function needsState(type: string): boolean {
  return LOOKED_UP.includes(type);
}

/** True for the head of the office that holds the case. */
function heads({ grants }: Principal, state: CaseState): boolean {
  const holder = state.status === 'NONE' ? undefined : state.ladder?.holder.area;
  return grants.some(({ role, area }) => role === 'HEAD' && area === holder);
}

function answer({ state, revision, events }: Decided<CaseState>): ActionAnswer {
  if (state.status === 'NONE') throw new Error('A case that was acted on has no state.');
  const n = (events[0]?.data as { readonly n?: number } | undefined)?.n;
  return { revision, status: statusOf(state), level: levelOf(state), ...(n !== undefined && { n }) };
}
