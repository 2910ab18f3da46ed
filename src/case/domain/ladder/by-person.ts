import { isAbove } from '../../../escalation/policy/start-step.js';
import type { Actor } from '../../../kernel/actor.js';
import { never } from '../../../kernel/decider.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { ActionFacts, ActionOf } from '../case.commands.js';
import { isAhead } from '../case-times.js';
import type { EscalationRaised, LadderEvent } from '../ladder.events.js';
import { defined } from '../plain.js';
import { acknowledge } from './acknowledge.js';
import { clocksOn } from './clock-sets.js';
import { policyClock, type Reckoning } from './clocks.js';
import type { LadderCase } from './ladder-case.js';
import { deepestOffice, officeAt } from './offices.js';

/** What a person does to the escalation of a case. */
export type LadderAction = ActionOf<
  | 'escalation'
  | 'escalation/acknowledgement'
  | 'escalation/lowering'
  | 'escalation/proposal/confirmation'
  | 'escalation/proposal/refusal'
  | 'escalation/informed'
>;

/** True for what a person does to the escalation. */
export function isLadderAction(action: { readonly type: string }): action is LadderAction {
  return action.type === 'escalation' || action.type.startsWith('escalation/');
}

/**
 * What a person decides on the ladder. That the case stands on it, and has a proposal to answer, was asked before.
 * Errors (422): `level_not_above`, `level_not_below`, `level_without_office`, `in_the_future` and those of
 * `acknowledge`.
 */
export function decideOnLadder(
  action: LadderAction,
  state: LadderCase,
  by: Actor,
  facts: Pick<ActionFacts, 'holds' | 'mayAcknowledge'>,
  reckoning: Reckoning,
): LadderEvent[] {
  switch (action.type) {
    case 'escalation':
      return [raise(action, state, reckoning)];
    case 'escalation/acknowledgement':
      return [acknowledge(action, state, by, facts, reckoning.at)];
    case 'escalation/lowering':
      return [lower(action, state, reckoning)];
    case 'escalation/proposal/confirmation':
      return confirm(action.note, state, reckoning);
    case 'escalation/proposal/refusal':
      return [refuse(action.reason, state, reckoning)];
    case 'escalation/informed': {
      const { group, via, at } = action;
      isAhead(at, reckoning.at, '/at');
      return [{ type: 'GroupInformed', data: { group, via, informedAt: at } }];
    }
    default:
      return never(action);
  }
}

/** A person raises to any level above the one that holds the case. */
function raise({ to, reason }: ActionOf<'escalation'>, state: LadderCase, reckoning: Reckoning): LadderEvent {
  if (!isAbove(to, state.ladder.level)) throw wrong('level_not_above');
  return raisedByHand(to, 'by_hand', reason, state, reckoning);
}

/** The level that holds it gives it back; never to an office that is accused or that the area does not have. */
function lower(
  { to, reason }: ActionOf<'escalation/lowering'>,
  state: LadderCase,
  reckoning: Reckoning,
): LadderEvent {
  const { ladder, report } = state;
  if (!isAbove(ladder.level, to)) throw wrong('level_not_below');
  if (isAbove(deepestOffice(report).level, to)) throw wrong('level_without_office');
  const { version: policyVersion } = reckoning.facts.policy;
  const clocks = clocksOn(to, state, reckoning);
  const data = { ...officeAt(to, report), policyVersion, from: ladder.level, reason, clocks };
  return { type: 'EscalationLowered', data };
}

function confirm(note: string | undefined, state: LadderCase, reckoning: Reckoning): LadderEvent[] {
  const { proposal } = state.ladder;
  if (proposal === null) throw new DomainError('no_proposal');
  return [
    { type: 'ProposalConfirmed', data: defined({ note }) },
    raisedByHand(proposal.to, proposal.rule, note, state, reckoning),
  ];
}

/** Whoever keeps the case has the time for progress once more. */
function refuse(reason: string, state: LadderCase, reckoning: Reckoning): LadderEvent {
  const { clocks, level } = state.ladder;
  const others = clocks.filter(({ kind }) => kind !== 'proposal');
  const anew = policyClock('progress', level, state, reckoning);
  return { type: 'ProposalRefused', data: { reason, clocks: [...anew, ...others] } };
}

function raisedByHand(
  to: EscalationRaised['data']['level'],
  rule: string,
  reason: string | undefined,
  state: LadderCase,
  reckoning: Reckoning,
): EscalationRaised {
  const { ladder, report, status } = state;
  const office = officeAt(to, report);
  return {
    type: 'EscalationRaised',
    data: defined({
      ...office,
      from: ladder.level,
      trigger: 'manual' as const,
      policyVersion: reckoning.facts.policy.version,
      rule,
      inputs: { severity: report.severity, status },
      calendar: null,
      informed: [],
      reason,
      clocks: clocksOn(office.level, state, reckoning),
    }),
  };
}

function wrong(code: string): DomainError {
  return new DomainError(code, {}, [{ pointer: '/to', code }]);
}
