import type { Actor } from '../../../kernel/actor.js';
import { type Fact, never } from '../../../kernel/decider.js';
import type { CaseEvent, CaseReport, CaseStatus, ImportOrigin, Letter } from '../../domain/case.events.js';
import type { Ladder } from '../../domain/ladder/ladder.state.js';
import { ladderAfter } from '../../domain/ladder/ladder-fold.js';

type Answer = 'PENDING' | 'ACCEPTED' | 'REFUSED';

export interface AssignmentView {
  readonly lead: string;
  readonly supporting: readonly { readonly agency: string; readonly state: Answer }[];
  readonly dueAt: string;
  readonly instruction: string | null;
  readonly state: Answer;
  readonly at: string;
}

export interface InputRequestView {
  readonly n: number;
  readonly agency: string;
  readonly question: string;
  readonly at: string;
  readonly answer: { readonly text: string; readonly at: string; readonly by: Actor } | null;
}

export interface ReferralView {
  readonly n: number;
  readonly body: string;
  readonly as: string;
  readonly reason: string;
  readonly at: string;
  readonly deliveredAt: string | null;
  readonly via: string | null;
  readonly letter: Letter | null;
  /** The body's last word; null before its first. */
  readonly state: string | null;
  readonly progress: readonly object[];
}

export interface CorrectionView {
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
  readonly reason: string;
  readonly at: string;
  readonly by: Actor;
}

/** Everything that a case's own stream tells, as its page shows it. */
export interface CaseDocument {
  readonly report: CaseReport;
  readonly serial: number;
  readonly taxonomyVersion: number;
  readonly archived: boolean;
  readonly clockAhead: boolean;
  readonly import: ImportOrigin | null;
  readonly status: CaseStatus;
  readonly ladder: Ladder | null;
  readonly recordedAt: string;
  readonly recordedBy: Actor;
  readonly assignment: AssignmentView | null;
  readonly inputRequests: readonly InputRequestView[];
  readonly referrals: readonly ReferralView[];
  readonly fieldActions: readonly object[];
  readonly notes: readonly { readonly text: string; readonly at: string; readonly by: Actor }[];
  readonly evidence: readonly object[];
  readonly corrections: readonly CorrectionView[];
  readonly duplicateOf: string | null;
  readonly rejection: { readonly as: string; readonly reason: string } | null;
  readonly resolution: {
    readonly outcome: string;
    readonly summary: string;
    readonly at: string;
    readonly by: Actor;
  } | null;
  readonly named: readonly string[];
}

type Recorded = Extract<Fact<CaseEvent>, { type: 'CaseRecorded' }>;

/** The document after one more fact; null before the case was recorded. */
export function evolveDocument(document: CaseDocument | null, fact: Fact<CaseEvent>): CaseDocument {
  if (fact.type === 'CaseRecorded') return recorded(fact);
  if (document === null) throw new Error(`${fact.type} stands before a case was recorded.`);
  return { ...document, ...changes(document, fact), ladder: ladderAfter(document.ladder, fact) };
}

function recorded({ data, by, at }: Recorded): CaseDocument {
  return {
    report: data.report,
    serial: data.serial,
    taxonomyVersion: data.taxonomyVersion,
    archived: data.archived,
    clockAhead: data.clockAhead,
    import: data.import ?? null,
    status: 'RECEIVED',
    ladder: null,
    recordedAt: at,
    recordedBy: by,
    assignment: null,
    inputRequests: [],
    referrals: [],
    fieldActions: [],
    notes: [],
    evidence: [],
    corrections: [],
    duplicateOf: null,
    rejection: null,
    resolution: null,
    named: [],
  };
}

function changes(document: CaseDocument, fact: Exclude<Fact<CaseEvent>, Recorded>): Partial<CaseDocument> {
  const { by, at } = fact;
  switch (fact.type) {
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
      return {};
    case 'CaseVerified':
      return { status: fact.data.status };
    case 'CaseMonitored':
      return { status: 'MONITORED' };
    case 'CaseRejected':
      return { status: 'REJECTED', rejection: { as: fact.data.as, reason: fact.data.reason } };
    case 'CaseFoundDuplicate':
      return { status: 'DUPLICATE', duplicateOf: fact.data.of };
    case 'DuplicateUndone':
      return { status: fact.data.status, duplicateOf: null };
    case 'CaseTakenUp':
      return { status: 'IN_PROGRESS', assignment: takenUp(document.assignment, by.agency) };
    case 'CaseAssigned':
      return { status: 'ASSIGNED', assignment: assigned(fact.data, at) };
    case 'AssignmentAccepted':
      return {
        status: fact.data.status,
        assignment: answered(document.assignment, fact.data.agency, 'ACCEPTED'),
      };
    case 'AssignmentRefused':
      return { status: fact.data.status, assignment: refused(document.assignment, fact.data.agency) };
    case 'FieldActionTaken': {
      const { takenAt, ...action } = fact.data;
      return { fieldActions: [...document.fieldActions, { ...action, at: takenAt, by, recordedAt: at }] };
    }
    case 'InputRequested':
      return { inputRequests: [...document.inputRequests, { ...fact.data, at, answer: null }] };
    case 'InputGiven': {
      const answer = { text: fact.data.answer, at, by };
      return {
        inputRequests: document.inputRequests.map((one) =>
          one.n === fact.data.n ? { ...one, answer } : one,
        ),
      };
    }
    case 'CaseReferred':
      return { status: 'REFERRED', referrals: [...document.referrals, referred(fact.data, at)] };
    case 'ReferralLetterAdded': {
      const { n, letter } = fact.data;
      return { referrals: document.referrals.map((one) => (one.n === n ? { ...one, letter } : one)) };
    }
    case 'ReferralProgressed':
      return progressed(document, fact);
    case 'EarlyWarningPromoted': {
      const { clockAhead: _, ...promoted } = fact.data;
      const { knownAt: __, ...report } = document.report;
      return { status: 'VERIFIED', report: { ...report, ...promoted, nature: 'INCIDENT' } };
    }
    case 'EarlyWarningLapsed':
    case 'CaseClosed':
      return { status: 'CLOSED' };
    case 'NoteAdded':
      return { notes: [...document.notes, { text: fact.data.text, at, by }] };
    case 'EvidenceAdded':
      return { evidence: [...document.evidence, { ...fact.data, at, by }] };
    case 'CaseCorrected': {
      const { field, old, new: value, reason } = fact.data;
      const { [field]: _, ...rest } = document.report;
      const report = (value === null ? rest : { ...rest, [field]: value }) as CaseReport;
      return { report, corrections: [...document.corrections, { field, old, new: value, reason, at, by }] };
    }
    case 'SeverityChanged':
      return { report: { ...document.report, severity: fact.data.new } };
    case 'CaseResolved':
      return { status: 'RESOLVED', resolution: { ...fact.data, at, by } };
    case 'CaseReturned':
    case 'CaseReopened':
      return { status: 'IN_PROGRESS' };
    case 'PersonNamed':
      return { named: [...document.named, fact.data.person] };
    default:
      return never(fact);
  }
}

function assigned(data: Extract<CaseEvent, { type: 'CaseAssigned' }>['data'], at: string): AssignmentView {
  const supporting = data.supporting.map((agency) => ({ agency, state: 'PENDING' as const }));
  return {
    lead: data.lead,
    supporting,
    dueAt: data.dueAt,
    instruction: data.instruction ?? null,
    state: 'PENDING',
    at,
  };
}

/** A lead agency that takes the case up has accepted it by that. */
function takenUp(assignment: AssignmentView | null, agency: string | undefined): AssignmentView | null {
  return assignment !== null && assignment.lead === agency
    ? { ...assignment, state: 'ACCEPTED' }
    : assignment;
}

function answered(assignment: AssignmentView | null, agency: string, state: Answer): AssignmentView | null {
  if (assignment === null) return null;
  if (assignment.lead === agency) return { ...assignment, state };
  const supporting = assignment.supporting.map((one) => (one.agency === agency ? { agency, state } : one));
  return { ...assignment, supporting };
}

/** A lead that refuses ends the assignment. */
function refused(assignment: AssignmentView | null, agency: string): AssignmentView | null {
  return assignment?.lead === agency ? null : answered(assignment, agency, 'REFUSED');
}

function referred(data: Extract<CaseEvent, { type: 'CaseReferred' }>['data'], at: string): ReferralView {
  const { n, body, as, reason, deliveredAt = null, via = null, letter = null } = data;
  return { n, body, as, reason, at, deliveredAt, via, letter, state: null, progress: [] };
}

function progressed(
  document: CaseDocument,
  { data, by, at }: Extract<Fact<CaseEvent>, { type: 'ReferralProgressed' }>,
): Partial<CaseDocument> {
  const { n, returned, stateAt, ...said } = data;
  const step = { ...said, at: stateAt, recordedAt: at, by };
  const referrals = document.referrals.map((one) =>
    one.n === n
      ? {
          ...one,
          state: said.state,
          letter: one.letter ?? said.letter ?? null,
          progress: [...one.progress, step],
        }
      : one,
  );
  return { referrals, ...(returned && { status: 'IN_PROGRESS' as const }) };
}
