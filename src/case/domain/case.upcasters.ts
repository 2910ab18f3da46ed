import type { CaseEvent } from './case.events.js';

/** An event as it was stored: its type, the shape version of its data, and the data. */
interface Stored {
  readonly type: string;
  readonly data: object;
  readonly meta: { readonly v: number };
}

type Step = (data: object) => object;

/**
 * How data of each type grew: step 0 makes version 2 of version 1, and so on. A new step raises the version by itself.
 * Steps are never edited; a golden file holds each version that was ever written.
 */
const STEPS: { readonly [T in CaseEvent['type']]: readonly Step[] } = {
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
};

/** Every type that a case's stream may hold. */
export const CASE_EVENT_TYPES = Object.keys(STEPS) as readonly CaseEvent['type'][];

/** Newest shape version of a type, from 1. */
export function versionOf(type: CaseEvent['type']): number {
  return STEPS[type].length + 1;
}

/** Brings a stored event to its newest shape; throws for a type or a version that this program does not know. */
export function upcast({ type, data, meta }: Stored): CaseEvent {
  const known = CASE_EVENT_TYPES.find((one) => one === type);
  if (known === undefined || !Number.isInteger(meta.v) || meta.v < 1 || meta.v > versionOf(known)) {
    throw new Error(`This version of the program cannot read ${type} v${meta.v}.`);
  }
  const newest = STEPS[known].slice(meta.v - 1).reduce((shape, step) => step(shape), data);
  return { type: known, data: newest } as CaseEvent;
}

/** Under policy 0 no clock ran. */
function withoutClocks(data: object): object {
  return { ...data, clocks: [] };
}

/** Under policy 0 no level above was told. */
function withNobodyInformed(data: object): object {
  return { ...data, informed: [] };
}
