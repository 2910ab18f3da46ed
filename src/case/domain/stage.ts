import { type Fact, never } from '../../kernel/decider.js';
import type { CaseAssigned, CaseEvent } from './case.events.js';
import {
  type AnswerState,
  type Assignment,
  assignmentOf,
  isVerified,
  type Stage,
  type Undecided,
} from './case.state.js';

type LaterFact = Exclude<Fact<CaseEvent>, { type: 'CaseRecorded' }>;

/** What a fact does to the status and to what belongs to it. */
export function nextStage(stage: Stage, fact: LaterFact): Stage {
  const verified = isVerified(stage);
  const assignment = assignmentOf(stage);
  switch (fact.type) {
    case 'CaseVerified':
      return 'verified' in stage ? { ...stage, verified: true } : { status: 'VERIFIED' };
    case 'CaseMonitored':
      return { status: 'MONITORED' };
    case 'CaseRejected':
      return { status: 'REJECTED', assignment };
    case 'CaseFoundDuplicate':
      return { status: 'DUPLICATE', of: fact.data.of, before: undecided(stage) };
    case 'DuplicateUndone':
      return stage.status === 'DUPLICATE' ? stage.before : stage;
    case 'EarlyWarningPromoted':
      return { status: 'VERIFIED' };
    case 'CaseAssigned':
      return { status: 'ASSIGNED', verified, assignment: assigned(fact.data) };
    case 'CaseTakenUp':
      return { status: 'IN_PROGRESS', verified, assignment: acceptedBy(assignment, fact.by.agency) };
    case 'CaseReferred':
      return { status: 'REFERRED', verified, assignment };
    case 'AssignmentAccepted':
      return afterAnswer(stage, fact.data.agency, 'ACCEPTED');
    case 'AssignmentRefused':
      return afterAnswer(stage, fact.data.agency, 'REFUSED');
    case 'ReferralProgressed':
      return fact.data.returned ? { status: 'IN_PROGRESS', verified, assignment } : stage;
    case 'CaseResolved':
      return { status: 'RESOLVED', verified, assignment, resolved: { by: fact.by.id, at: fact.at } };
    case 'CaseClosed':
    case 'EarlyWarningLapsed':
      return { status: 'CLOSED', assignment };
    case 'CaseReturned':
    case 'CaseReopened':
      return { status: 'IN_PROGRESS', verified, assignment };
    case 'EscalationStarted':
    case 'EscalationMoved':
    case 'EscalationRaised':
    case 'UpperLevelInformed':
    case 'EscalationProposed':
    case 'ProposalConfirmed':
    case 'ProposalRefused':
    case 'EscalationAcknowledged':
    case 'EscalationLowered':
    case 'EscalationClocksSet':
    case 'DeadlinePassed':
    case 'GroupInformed':
    case 'FieldActionTaken':
    case 'InputRequested':
    case 'InputGiven':
    case 'ReferralLetterAdded':
    case 'NoteAdded':
    case 'EvidenceAdded':
    case 'CaseCorrected':
    case 'SeverityChanged':
    case 'PersonNamed':
      return stage;
    default:
      return never(fact);
  }
}

/** The stage to which a case goes back when it turns out to be no duplicate after all. */
export function undecided(stage: Stage): Undecided {
  switch (stage.status) {
    case 'ASSIGNED':
    case 'IN_PROGRESS':
    case 'REFERRED':
      return stage;
    default:
      return { status: 'RECEIVED' };
  }
}

function assigned({ supporting, ...rest }: CaseAssigned['data']): Assignment {
  return {
    ...rest,
    state: 'PENDING',
    supporting: supporting.map((agency) => ({ agency, state: 'PENDING' })),
  };
}

/** A lead agency that takes the case up has accepted it by that. */
function acceptedBy(assignment: Assignment | null, agency: string | undefined): Assignment | null {
  return assignment !== null && assignment.lead === agency
    ? { ...assignment, state: 'ACCEPTED' }
    : assignment;
}

/** A lead that accepts starts the work, one that refuses ends the assignment; a supporting agency does neither. */
function afterAnswer(stage: Stage, agency: string, answer: 'ACCEPTED' | 'REFUSED'): Stage {
  if (!('assignment' in stage) || stage.assignment === null) return stage;
  const { assignment } = stage;
  if (assignment.lead !== agency) return { ...stage, assignment: answered(assignment, agency, answer) };
  if (answer === 'ACCEPTED') {
    const accepted: Assignment = { ...assignment, state: answer };
    if (stage.status !== 'ASSIGNED') return { ...stage, assignment: accepted };
    return { status: 'IN_PROGRESS', verified: stage.verified, assignment: accepted };
  }
  if (stage.status !== 'ASSIGNED') return { ...stage, assignment: null };
  return { status: stage.verified ? 'VERIFIED' : 'RECEIVED' };
}

function answered(assignment: Assignment, agency: string, state: AnswerState): Assignment {
  const supporting = assignment.supporting.map((party) =>
    party.agency === agency ? { agency, state } : party,
  );
  return { ...assignment, supporting };
}
