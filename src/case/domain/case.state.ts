import type { EscalationLevel } from '../../escalation/policy/escalation-policy.js';
import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { CaseReferred, CaseReport, CaseStatus, Letter, ReferralProgress } from './case.events.js';
import type { Ladder } from './ladder/ladder.state.js';

export type AnswerState = 'PENDING' | 'ACCEPTED' | 'REFUSED';

/** An agency told to act, and what it said to that. */
export interface Party {
  readonly agency: string;
  readonly state: AnswerState;
}

/** The assignment in force. A lead that refuses ends it, so a lead is never `REFUSED`. */
export interface Assignment {
  readonly lead: string;
  readonly state: 'PENDING' | 'ACCEPTED';
  readonly supporting: readonly Party[];
  readonly dueAt: string;
  readonly instruction?: string;
}

export interface InputRequest {
  readonly n: number;
  readonly agency: string;
  readonly answered: boolean;
}

export interface Referral {
  readonly n: number;
  readonly body: string;
  readonly as: CaseReferred['data']['as'];
  /** When the body received it, as far as anybody said. RFC 3339. */
  readonly receivedAt: string;
  /** Bodies to which the first one handed it on. */
  readonly handedTo: readonly string[];
  readonly letter: Letter | null;
  /** The body's last word, null before its first. */
  readonly state: ReferralProgress | null;
}

/** A person acted at an instant. */
export interface Act {
  readonly by: string;
  readonly at: string;
}

/** What every case carries, whatever its status. */
export interface CaseFile {
  readonly report: CaseReport;
  readonly serial: number;
  readonly archived: boolean;
  readonly clockAhead: boolean;
  readonly recordedBy: string;
  readonly recordedAt: string;
  /** Who saw it happen and therefore cannot verify it; null where others brought it. */
  readonly observedBy: string | null;
  /** Which level holds the case, also while it is off the ladder, and what runs; null for archived cases. */
  readonly ladder: Ladder | null;
  readonly inputRequests: readonly InputRequest[];
  readonly referrals: readonly Referral[];
  /** How many there are. */
  readonly fieldActions: number;
  /** SHA-256 of each file. */
  readonly evidence: readonly string[];
  /** Persons who may see it though it is restricted. */
  readonly named: readonly string[];
  /** Agencies that see it: ever assigned and not refused, or asked. */
  readonly agencies: readonly string[];
  /** The latest act, and the latest of anybody else: enough to tell when a second person was last there. */
  readonly lastAct: Act | null;
  readonly lastActOfAnother: Act | null;
}

/** A case that is being handled. It may have been taken up before anybody verified it. */
interface Handled {
  readonly verified: boolean;
  readonly assignment: Assignment | null;
}

type Received = { readonly status: 'RECEIVED' };
type Assigned = { readonly status: 'ASSIGNED' } & Handled & { readonly assignment: Assignment };
type InProgress = { readonly status: 'IN_PROGRESS' } & Handled;
type Referred = { readonly status: 'REFERRED' } & Handled;

/** Where a case can stand that nobody has verified yet. */
export type Undecided = Received | Assigned | InProgress | Referred;

/** A status with what belongs to that status alone. After a return or a reopening the assignment stands. */
export type Stage =
  | Undecided
  | { readonly status: 'VERIFIED' | 'MONITORED' }
  | { readonly status: 'DUPLICATE'; readonly of: string; readonly before: Undecided }
  | ({ readonly status: 'RESOLVED'; readonly resolved: Act } & Handled)
  | { readonly status: 'CLOSED' | 'REJECTED'; readonly assignment: Assignment | null };

/** A case that was recorded. */
export type KnownCase = CaseFile & Stage;

/** One case as the decider knows it; `NONE` before it was recorded. */
export type CaseState = { readonly status: 'NONE' } | KnownCase;

export const NO_CASE: CaseState = { status: 'NONE' };

/** Statuses in which work may go on (API, "any open"); an early warning that is watched is one of them. */
export const OPEN_STATUSES: readonly CaseStatus[] = [
  'RECEIVED',
  'VERIFIED',
  'MONITORED',
  'ASSIGNED',
  'IN_PROGRESS',
  'REFERRED',
  'RESOLVED',
];

/** Statuses in which a case stands on no level; it keeps the one to which it would go back. */
export const OFF_THE_LADDER: readonly CaseStatus[] = ['REJECTED', 'DUPLICATE', 'MONITORED', 'CLOSED'];

/** After one of these nobody waits for the outside body any more. */
export const LAST_WORDS: readonly ReferralProgress[] = [
  'PROVEN',
  'NOT_PROVEN',
  'NOT_REGISTERED',
  'STOPPED',
  'WITHDRAWN',
  'SANCTIONED',
];

/** The case, or `not_found` where there is none. */
export function known(state: CaseState): KnownCase {
  if (state.status === 'NONE') throw new DomainError('not_found');
  return state;
}

/** The status of a recorded case; throws `not_found` where there is none. */
export function statusOf(state: CaseState): CaseStatus {
  return known(state).status;
}

/** The level of a recorded case, null while it is not on the ladder; throws `not_found` where there is none. */
export function levelOf(state: CaseState): EscalationLevel | null {
  const { status, archived, ladder } = known(state);
  return archived || OFF_THE_LADDER.includes(status) ? null : (ladder?.level ?? null);
}

/** The assignment in force or, in a case that is over, the one that would stand again. */
export function assignmentOf(state: Stage): Assignment | null {
  return 'assignment' in state ? state.assignment : null;
}

/** The assigned agencies that did not refuse, the lead first. */
export function partiesOf(state: Stage): readonly Party[] {
  const assignment = assignmentOf(state);
  if (assignment === null) return [];
  const all = [{ agency: assignment.lead, state: assignment.state }, ...assignment.supporting];
  return all.filter((party) => party.state !== 'REFUSED');
}

/** Agencies that may have to answer something, assigned or asked: for these it is looked up whether they have officers. */
export function agenciesToAnswer(state: KnownCase): readonly string[] {
  const asked = state.inputRequests.filter(({ answered }) => !answered);
  return [...new Set([...partiesOf(state), ...asked].map(({ agency }) => agency))];
}

/** False while the case waits for somebody to verify it, also where it is acted on already. Who reopens it vouches for it. */
export function isVerified(state: Stage): boolean {
  return 'verified' in state ? state.verified : state.status !== 'RECEIVED';
}

export function isReferralOpen({ state }: Referral): boolean {
  return state === null || !LAST_WORDS.includes(state);
}

/** When somebody other than the person last acted on the case; null where nobody did. */
export function lastActBesides(person: string, { lastAct, lastActOfAnother }: CaseFile): string | null {
  return (lastAct?.by === person ? lastActOfAnother : lastAct)?.at ?? null;
}

/** True where a person acts, not the service itself. */
export function isPerson({ role }: Actor): boolean {
  return role !== 'SYSTEM';
}
