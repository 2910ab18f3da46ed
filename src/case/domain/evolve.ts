import { type Fact, never } from '../../kernel/decider.js';
import type {
  CaseCorrected,
  CaseEvent,
  CaseRecorded,
  CaseReport,
  EarlyWarningPromoted,
  ReferralProgressed,
} from './case.events.js';
import {
  type Act,
  type CaseFile,
  type CaseState,
  isPerson,
  type KnownCase,
  type Stage,
} from './case.state.js';
import { ladderAfter } from './ladder/ladder-fold.js';
import { defined } from './plain.js';
import { nextStage } from './stage.js';

type LaterFact = Exclude<Fact<CaseEvent>, { type: 'CaseRecorded' }>;

/** The state after one more fact. Throws only for a stream that does not begin with a recording. */
export function evolve(state: CaseState, fact: Fact<CaseEvent>): CaseState {
  if (fact.type === 'CaseRecorded') return { ...opened(fact), status: 'RECEIVED' };
  if (state.status === 'NONE') throw new Error(`${fact.type} stands before a case was recorded.`);
  const [file, stage] = parted(state);
  const ladder = ladderAfter(file.ladder, fact);
  return { ...withAct(nextFile(file, fact), fact), ladder, ...nextStage(stage, fact) };
}

function opened({ data, by, at }: Fact<CaseRecorded>): CaseFile {
  const { report, serial, archived, clockAhead } = data;
  return {
    report,
    serial,
    archived,
    clockAhead,
    recordedBy: by.id,
    recordedAt: at,
    observedBy: report.origin === 'OWN_OBSERVATION' ? by.id : null,
    ladder: null,
    inputRequests: [],
    referrals: [],
    fieldActions: 0,
    evidence: [],
    named: [],
    agencies: [],
    lastAct: isPerson(by) ? { by: by.id, at } : null,
    lastActOfAnother: null,
  };
}

function withAct(file: CaseFile, { by, at }: LaterFact): CaseFile {
  if (!isPerson(by)) return file;
  const lastAct: Act = { by: by.id, at };
  const lastActOfAnother = file.lastAct?.by === by.id ? file.lastActOfAnother : file.lastAct;
  return { ...file, lastAct, lastActOfAnother };
}

/** What a fact does to what a case carries in every status. */
function nextFile(file: CaseFile, fact: LaterFact): CaseFile {
  switch (fact.type) {
    case 'CaseAssigned':
      return withAgencies(file, [fact.data.lead, ...fact.data.supporting]);
    case 'AssignmentRefused':
      return withoutAgency(file, fact.data.agency);
    case 'FieldActionTaken':
      return { ...file, fieldActions: fact.data.n };
    case 'InputRequested': {
      const { n, agency } = fact.data;
      const inputRequests = [...file.inputRequests, { n, agency, answered: false }];
      return withAgencies({ ...file, inputRequests }, [agency]);
    }
    case 'InputGiven':
      return { ...file, inputRequests: changed(file.inputRequests, fact.data.n, { answered: true }) };
    case 'CaseReferred': {
      const { n, body, as, letter = null, deliveredAt: receivedAt = fact.at } = fact.data;
      const referral = { n, body, as, receivedAt, handedTo: [], letter, state: null };
      return { ...file, referrals: [...file.referrals, referral] };
    }
    case 'ReferralLetterAdded':
      return { ...file, referrals: changed(file.referrals, fact.data.n, { letter: fact.data.letter }) };
    case 'ReferralProgressed':
      return progressed(file, fact.data);
    case 'EarlyWarningPromoted':
      return promoted(file, fact.data);
    case 'EvidenceAdded':
      return { ...file, evidence: [...file.evidence, fact.data.sha256] };
    case 'CaseCorrected':
      return afterCorrection(file, fact);
    case 'SeverityChanged':
      return { ...file, report: { ...file.report, severity: fact.data.new } };
    case 'PersonNamed':
      return { ...file, named: [...file.named, fact.data.person] };
    case 'CaseVerified':
    case 'CaseMonitored':
    case 'CaseRejected':
    case 'CaseFoundDuplicate':
    case 'DuplicateUndone':
    case 'CaseTakenUp':
    case 'AssignmentAccepted':
    case 'EarlyWarningLapsed':
    case 'NoteAdded':
    case 'CaseResolved':
    case 'CaseClosed':
    case 'CaseReturned':
    case 'CaseReopened':
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
      return file;
    default:
      return never(fact);
  }
}

/** The case as what every case carries, and what belongs to its status. */
function parted(state: KnownCase): [CaseFile, Stage] {
  const { report, serial, archived, clockAhead, recordedBy, recordedAt, observedBy, ladder, ...rest } = state;
  const { inputRequests, referrals, fieldActions, evidence, named, agencies, ...others } = rest;
  const { lastAct, lastActOfAnother, ...stage } = others;
  const about = { report, serial, archived, clockAhead, recordedBy, recordedAt, observedBy, ladder };
  const work = { inputRequests, referrals, fieldActions, evidence, named, agencies };
  return [{ ...about, ...work, lastAct, lastActOfAnother }, stage];
}

function withAgencies(file: CaseFile, agencies: readonly string[]): CaseFile {
  return { ...file, agencies: [...new Set([...file.agencies, ...agencies])] };
}

/** An agency that refused loses sight of the case, unless it was asked for its view. */
function withoutAgency(file: CaseFile, refusing: string): CaseFile {
  const wasAsked = file.inputRequests.some(({ agency }) => agency === refusing);
  return wasAsked ? file : { ...file, agencies: file.agencies.filter((agency) => agency !== refusing) };
}

function progressed(file: CaseFile, { n, state, handedTo, letter }: ReferralProgressed['data']): CaseFile {
  const before = file.referrals.find((one) => one.n === n);
  const change = defined({
    state,
    letter: before?.letter ?? letter,
    handedTo: handedTo === undefined ? undefined : [...(before?.handedTo ?? []), handedTo],
  });
  return { ...file, referrals: changed(file.referrals, n, change) };
}

function promoted(file: CaseFile, { clockAhead, ...times }: EarlyWarningPromoted['data']): CaseFile {
  const { knownAt: _, ...report } = file.report;
  return { ...file, clockAhead, report: { ...report, ...times, nature: 'INCIDENT' } };
}

function afterCorrection(file: CaseFile, { data, by }: Fact<CaseCorrected>): CaseFile {
  const { field, clockAhead } = data;
  const report = corrected(file.report, field, data.new);
  const observedBy = field === 'origin' ? observer(file, report, by.id) : file.observedBy;
  return { ...file, clockAhead, report, observedBy };
}

/** Who saw it cannot free themselves by calling it somebody else's report; another person can. */
function observer(file: CaseFile, { origin }: CaseReport, correctedBy: string): string | null {
  if (origin === 'OWN_OBSERVATION') return file.recordedBy;
  return file.observedBy === correctedBy ? file.observedBy : null;
}

/** A report with one field put right; null empties it. */
export function corrected(report: CaseReport, field: keyof CaseReport, value: unknown): CaseReport {
  const { [field]: _, ...rest } = report;
  return (value === null ? rest : { ...rest, [field]: value }) as CaseReport;
}

function changed<T extends { readonly n: number }>(all: readonly T[], n: number, change: Partial<T>): T[] {
  return all.map((one) => (one.n === n ? { ...one, ...change } : one));
}
