import { isAbove, levelAbove } from '../../escalation/policy/start-step.js';
import type { Actor } from '../../kernel/actor.js';
import type { ActionFacts, ActionType } from './case.commands.js';
import type { CaseStatus } from './case.events.js';
import { isVerified, type KnownCase, OPEN_STATUSES, partiesOf } from './case.state.js';
import { deepestOffice } from './ladder/offices.js';

/** An action on a case, by the numbered thing where it is about one. */
export interface Attempt {
  readonly type: ActionType;
  readonly n?: number;
}

/** Why the state forbids an action: a code with what its sentence needs. */
export interface Obstacle {
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const ANY: readonly CaseStatus[] = [...OPEN_STATUSES, 'REJECTED', 'DUPLICATE', 'CLOSED'];

/** Statuses in which a case stands on a level. */
const ON_THE_LADDER: readonly CaseStatus[] = [
  'RECEIVED',
  'VERIFIED',
  'ASSIGNED',
  'IN_PROGRESS',
  'REFERRED',
  'RESOLVED',
];

/** From where each action may be taken (API, table of actions). What hangs on more than the status stands below. */
export const POSSIBLE_FROM: Readonly<Record<ActionType, readonly CaseStatus[]>> = {
  verification: ['RECEIVED', 'ASSIGNED', 'IN_PROGRESS', 'REFERRED'],
  handling: ['RECEIVED', 'VERIFIED', 'ASSIGNED'],
  assignment: ['RECEIVED', 'VERIFIED', 'ASSIGNED', 'IN_PROGRESS'],
  'assignment/acceptance': ['ASSIGNED', 'IN_PROGRESS', 'REFERRED'],
  'assignment/refusal': ['ASSIGNED', 'IN_PROGRESS', 'REFERRED'],
  'field-actions': OPEN_STATUSES,
  'input-requests': OPEN_STATUSES,
  'input-requests/answer': OPEN_STATUSES,
  referrals: ['VERIFIED', 'ASSIGNED', 'IN_PROGRESS', 'REFERRED'],
  'referrals/letter': ANY,
  'referrals/progress': ANY,
  promotion: ['MONITORED'],
  lapse: ['MONITORED'],
  notes: ANY,
  evidence: ANY,
  corrections: ANY,
  severity: OPEN_STATUSES,
  resolution: ['IN_PROGRESS'],
  closure: ['RESOLVED'],
  return: ['RESOLVED'],
  reopening: ['CLOSED', 'REJECTED'],
  access: ANY,
  escalation: ON_THE_LADDER,
  'escalation/acknowledgement': ON_THE_LADDER,
  'escalation/lowering': ON_THE_LADDER,
  'escalation/proposal/confirmation': ON_THE_LADDER,
  'escalation/proposal/refusal': ON_THE_LADDER,
  'escalation/informed': ON_THE_LADDER,
};

/** Severity from which nobody waits for verification. */
const GRAVE = 3;

type Rule = (attempt: Attempt, by: Actor, state: KnownCase, facts: Burning) => Obstacle | null;
type Burning = Pick<ActionFacts, 'votingOrCounting'>;

/** Work waits for verification, unless it burns: severity 3 and 4, and any case in voting or counting. */
const whenVerifiedOrBurning: Rule = (_, __, { status, report }, { votingOrCounting }) =>
  status === 'RECEIVED' && report.severity < GRAVE && !votingOrCounting ? { code: 'not_verified_yet' } : null;

const onceVerified: Rule = (_, __, state) => (isVerified(state) ? { code: 'already_verified' } : null);

const onceForEachAgency: Rule = (_, { agency }, state) => {
  const party = partiesOf(state).find((one) => one.agency === agency);
  if (party === undefined) return { code: 'not_assigned_to_agency' };
  return party.state === 'PENDING' ? null : { code: 'already_answered' };
};

const onceForEachRequest: Rule = ({ n }, _, { inputRequests }) => {
  const asked = inputRequests.find((request) => request.n === n);
  if (asked === undefined) return { code: 'not_found' };
  return asked.answered ? { code: 'already_answered' } : null;
};

const ofAReferral: Rule = ({ n }, _, { referrals }) =>
  referrals.some((referral) => referral.n === n) ? null : { code: 'not_found' };

const onRestrictedCases: Rule = (_, __, { report }) =>
  report.access === 'RESTRICTED' ? null : { code: 'not_restricted' };

/** History stands on no level. */
const onTheLadder: Rule = (_, __, { ladder }) => (ladder === null ? { code: 'not_on_the_ladder' } : null);

const belowTheTop: Rule = (_, __, { ladder }) => {
  if (ladder === null) return { code: 'not_on_the_ladder' };
  return levelAbove(ladder.level) === null ? { code: 'highest_level' } : null;
};

/** There is an office below that the area has and that is not accused. */
const aboveTheDeepest: Rule = (_, __, { ladder, report }) => {
  if (ladder === null) return { code: 'not_on_the_ladder' };
  return isAbove(ladder.level, deepestOffice(report).level) ? null : { code: 'lowest_level' };
};

const onceForEachHolder: Rule = (_, __, { ladder }) => {
  if (ladder === null) return { code: 'not_on_the_ladder' };
  return ladder.acknowledged === null ? null : { code: 'already_acknowledged' };
};

const ofAProposal: Rule = (_, __, { ladder }) =>
  ladder === null || ladder.proposal === null ? { code: 'no_proposal' } : null;

/** What more than the status decides. */
const RULES: { readonly [T in ActionType]?: Rule } = {
  verification: onceVerified,
  handling: whenVerifiedOrBurning,
  assignment: whenVerifiedOrBurning,
  'assignment/acceptance': onceForEachAgency,
  'assignment/refusal': onceForEachAgency,
  'input-requests/answer': onceForEachRequest,
  'referrals/letter': ofAReferral,
  'referrals/progress': ofAReferral,
  access: onRestrictedCases,
  escalation: belowTheTop,
  'escalation/acknowledgement': onceForEachHolder,
  'escalation/lowering': aboveTheDeepest,
  'escalation/proposal/confirmation': ofAProposal,
  'escalation/proposal/refusal': ofAProposal,
  'escalation/informed': onTheLadder,
};

/** Why the case, as it stands, forbids the action, whatever its body says; null where it does not. */
export function obstacleTo(attempt: Attempt, by: Actor, state: KnownCase, facts: Burning): Obstacle | null {
  const possibleFrom = POSSIBLE_FROM[attempt.type];
  const { status } = state;
  if (!possibleFrom.includes(status)) return { code: 'not_in_status', details: { status, possibleFrom } };
  return RULES[attempt.type]?.(attempt, by, state, facts) ?? null;
}
