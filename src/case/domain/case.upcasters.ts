import { eventShapes } from '../../kernel/event-shapes.js';
import type { CaseEvent } from './case.events.js';

const SHAPES = eventShapes<CaseEvent>({
  CaseRecorded: [],
  EscalationStarted: [(data) => withNobodyInformed(withoutClocks(data))],
  EscalationMoved: [withoutClocks],
  EscalationRaised: [],
  UpperLevelInformed: [],
  EscalationProposed: [],
  ProposalConfirmed: [],
  ProposalRefused: [],
  EscalationAcknowledged: [],
  EscalationLowered: [],
  EscalationClocksSet: [],
  DeadlinePassed: [],
  GroupInformed: [],
  CaseVerified: [],
  CaseMonitored: [],
  CaseRejected: [],
  CaseFoundDuplicate: [],
  DuplicateUndone: [],
  CaseTakenUp: [],
  CaseAssigned: [],
  AssignmentAccepted: [],
  AssignmentRefused: [],
  FieldActionTaken: [],
  InputRequested: [],
  InputGiven: [],
  CaseReferred: [],
  ReferralLetterAdded: [],
  ReferralProgressed: [],
  EarlyWarningPromoted: [],
  EarlyWarningLapsed: [],
  NoteAdded: [],
  EvidenceAdded: [],
  CaseCorrected: [],
  SeverityChanged: [],
  CaseResolved: [],
  CaseClosed: [],
  CaseReturned: [],
  CaseReopened: [],
  PersonNamed: [],
});

/** Every type that a case's stream may hold. */
export const CASE_EVENT_TYPES = SHAPES.types;

export const { versionOf, upcast } = SHAPES;

/** Under policy 0 no clock ran. */
function withoutClocks(data: object): object {
  return { ...data, clocks: [] };
}

/** Under policy 0 no level above was told. */
function withNobodyInformed(data: object): object {
  return { ...data, informed: [] };
}
