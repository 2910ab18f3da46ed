import type { ActionType } from './case.commands.js';
import type { CaseEvent } from './case.events.js';

type Type = CaseEvent['type'];

/** Whether an action may go without `If-Match`, and the later events that make a given revision stale for it. */
export interface ActionPrecondition {
  readonly required: boolean;
  readonly conflicts: ReadonlySet<string>;
}

/** The case was decided upon or changed hands. */
const COURSE: readonly Type[] = [
  'CaseVerified',
  'CaseMonitored',
  'CaseRejected',
  'CaseFoundDuplicate',
  'DuplicateUndone',
  'CaseTakenUp',
  'CaseAssigned',
  'AssignmentAccepted',
  'AssignmentRefused',
  'CaseReferred',
  'ReferralProgressed',
  'EarlyWarningPromoted',
  'EarlyWarningLapsed',
  'CaseResolved',
  'CaseClosed',
  'CaseReturned',
  'CaseReopened',
];

/** What the case says was changed. */
const CONTENT: readonly Type[] = ['CaseCorrected', 'SeverityChanged', 'EarlyWarningPromoted'];

/** People decided which level holds the case. */
const LADDER: readonly Type[] = ['EscalationLowered', 'ProposalConfirmed', 'ProposalRefused'];

/** The case came to an end. */
const ENDS: readonly Type[] = [
  'CaseRejected',
  'CaseFoundDuplicate',
  'EarlyWarningLapsed',
  'CaseResolved',
  'CaseClosed',
];

const ADDITIVE: ActionPrecondition = { required: false, conflicts: new Set() };
const DECIDING = staleAfter(COURSE, CONTENT);
/** An agency answers for itself: what the others answer does not concern it. */
const ANSWERING = staleAfter(ENDS, CONTENT, ['CaseAssigned']);

/**
 * The contract's line between state-changing and additive actions. Notes, evidence, answers, field actions and what the
 * clock does to the escalation stand in no list: they never make anything stale.
 */
const PRECONDITIONS: Readonly<Record<ActionType, ActionPrecondition>> = {
  verification: DECIDING,
  handling: DECIDING,
  assignment: DECIDING,
  'assignment/acceptance': ANSWERING,
  'assignment/refusal': ANSWERING,
  'field-actions': ADDITIVE,
  'input-requests': staleAfter(ENDS, ['InputRequested']),
  'input-requests/answer': ADDITIVE,
  referrals: DECIDING,
  'referrals/letter': staleAfter(['ReferralLetterAdded']),
  'referrals/progress': staleAfter(['ReferralProgressed']),
  promotion: DECIDING,
  lapse: DECIDING,
  notes: ADDITIVE,
  evidence: ADDITIVE,
  corrections: staleAfter(CONTENT),
  severity: staleAfter(CONTENT, ENDS),
  resolution: DECIDING,
  closure: DECIDING,
  return: DECIDING,
  reopening: DECIDING,
  access: staleAfter(['CaseCorrected']),
  escalation: staleAfter(ENDS, LADDER),
  'escalation/acknowledgement': ADDITIVE,
  'escalation/lowering': staleAfter(ENDS, LADDER),
  'escalation/proposal/confirmation': staleAfter(ENDS, LADDER),
  'escalation/proposal/refusal': staleAfter(ENDS, LADDER),
  'escalation/informed': ADDITIVE,
};

/** What an action asks of `If-Match`. */
export function conflictsOf(type: ActionType): ActionPrecondition {
  return PRECONDITIONS[type];
}

function staleAfter(...types: readonly (readonly Type[])[]): ActionPrecondition {
  return { required: true, conflicts: new Set(types.flat()) };
}
