import type { DomainEvent } from '../../kernel/decider.js';
import type { LadderEvent } from './ladder.events.js';

/** Where a case stands (API, "Status"). `MONITORED` is an early warning that is watched. */
export type CaseStatus =
  | 'RECEIVED'
  | 'VERIFIED'
  | 'REJECTED'
  | 'DUPLICATE'
  | 'MONITORED'
  | 'ASSIGNED'
  | 'IN_PROGRESS'
  | 'REFERRED'
  | 'RESOLVED'
  | 'CLOSED';

/** Where the accused sits: everybody there and below it (or in that agency there) is kept from the case. */
export interface AccusedOffice {
  readonly area: string;
  readonly agency?: string;
}

/** WGS 84, degrees and metres. */
export interface Coordinates {
  readonly lng: number;
  readonly lat: number;
  readonly accuracyM?: number;
}

/** Campaign attributes of one kind. */
export interface ReportItem {
  readonly type: string;
  readonly count: number;
  readonly size?: string;
  readonly mount?: string;
}

/** Number and date (calendar day) of a letter. */
export interface Letter {
  readonly number: string;
  readonly date: string;
}

/** What a case says of itself, after defaults. Instants are RFC 3339, UTC; an optional member that is missing is unknown. */
export interface CaseReport {
  readonly category: string;
  readonly subcategory: string;
  readonly nature: 'INCIDENT' | 'POTENTIAL';
  readonly area: string;
  readonly areaSource?: string;
  readonly otherAreas: readonly string[];
  readonly place?: string;
  readonly coordinates?: Coordinates;
  readonly occurredAt?: string;
  readonly occurredUntil?: string;
  readonly occurredPrecision: 'EXACT' | 'HOUR' | 'DAY' | 'UNKNOWN';
  readonly expectedFrom?: string;
  readonly expectedUntil?: string;
  readonly receivedAt: string;
  readonly knownAt?: string;
  readonly origin: string;
  readonly channel: string;
  readonly description: string;
  readonly severity: number;
  readonly access: 'OPEN' | 'RESTRICTED';
  readonly accusedOffice?: AccusedOffice;
  readonly contests: readonly string[];
  readonly participants: readonly string[];
  readonly items: readonly ReportItem[];
  /** Typed by category. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Where an imported case came from, and what its row said that the case has no field for. */
export interface ImportOrigin {
  readonly source: string;
  readonly no: string;
  readonly contest?: string;
  readonly participant?: string;
  readonly notes: readonly string[];
}

type Event<T extends string, D extends object> = DomainEvent & { readonly type: T; readonly data: D };

/** A case was logged. `serial` makes its number; `clockAhead`: a device's clock put a time into the future. */
export type CaseRecorded = Event<
  'CaseRecorded',
  {
    readonly report: CaseReport;
    readonly serial: number;
    readonly taxonomyVersion: number;
    readonly archived: boolean;
    readonly clockAhead: boolean;
    readonly import?: ImportOrigin;
  }
>;

/** Members of a decision that one person took alone because nobody else had acted for a day. */
interface Alone {
  readonly singleOfficer?: true;
}

/** The report was found true. `status` is what the case stands at then: a case that was acted on early keeps it. */
export type CaseVerified = Event<
  'CaseVerified',
  Alone & {
    readonly reason?: string;
    readonly told?: string;
    readonly status: 'VERIFIED' | 'ASSIGNED' | 'IN_PROGRESS' | 'REFERRED';
  }
>;

/** An early warning was found worth watching. */
export type CaseMonitored = Event<
  'CaseMonitored',
  Alone & { readonly reason?: string; readonly told?: string }
>;

/** The report was not taken on; whoever acted on it early stands down. */
export type CaseRejected = Event<
  'CaseRejected',
  Alone & {
    readonly as: 'REJECTED' | 'UNVERIFIABLE' | 'NOT_OURS';
    readonly reason: string;
    readonly told?: string;
  }
>;

/** The case tells again what another case, `of`, told before. */
export type CaseFoundDuplicate = Event<
  'CaseFoundDuplicate',
  Alone & { readonly of: string; readonly reason: string; readonly told?: string }
>;

/** Two cases were found duplicates of each other at once; this one stands after all, at `status` as before. */
export type DuplicateUndone = Event<
  'DuplicateUndone',
  {
    readonly of: string;
    readonly reason: string;
    readonly status: 'RECEIVED' | 'ASSIGNED' | 'IN_PROGRESS' | 'REFERRED';
  }
>;

/** The level that holds the case, or the lead agency, took it up. */
export type CaseTakenUp = Event<'CaseTakenUp', { readonly note?: string }>;

/** Agencies were told to act by `dueAt`; an assignment before this one is over. */
export type CaseAssigned = Event<
  'CaseAssigned',
  {
    readonly lead: string;
    readonly supporting: readonly string[];
    readonly dueAt: string;
    readonly instruction?: string;
  }
>;

/** An agency took its part on. `status` is what the case stands at then. */
export type AssignmentAccepted = Event<
  'AssignmentAccepted',
  { readonly agency: string; readonly status: CaseStatus }
>;

/** An agency did not take its part on; with the lead's refusal the whole assignment is over. */
export type AssignmentRefused = Event<
  'AssignmentRefused',
  { readonly agency: string; readonly reason: string; readonly status: CaseStatus }
>;

/** Something was done on the spot, at `takenAt`, together with the agencies and bodies named. */
export type FieldActionTaken = Event<
  'FieldActionTaken',
  {
    readonly n: number;
    readonly kind: string;
    readonly takenAt: string;
    readonly with: readonly string[];
    readonly result: string;
    readonly summary: string;
  }
>;

/** An agency was asked for its view. */
export type InputRequested = Event<
  'InputRequested',
  { readonly n: number; readonly agency: string; readonly question: string }
>;

/** The agency answered. */
export type InputGiven = Event<
  'InputGiven',
  { readonly n: number; readonly agency: string; readonly answer: string }
>;

/** The case was handed to a body outside the team, which alone decides on it. */
export type CaseReferred = Event<
  'CaseReferred',
  {
    readonly n: number;
    readonly body: string;
    readonly as: 'INITIAL_INFORMATION' | 'TRANSFER' | 'REQUEST';
    readonly reason: string;
    readonly deliveredAt?: string;
    readonly via?: string;
    readonly letter?: Letter;
  }
>;

/** The paper followed a referral that was made without one. */
export type ReferralLetterAdded = Event<
  'ReferralLetterAdded',
  { readonly n: number; readonly letter: Letter }
>;

/** What the outside body has said of a referral. */
export type ReferralProgress =
  | 'RECEIVED'
  | 'INCOMPLETE'
  | 'REGISTERED'
  | 'NOT_REGISTERED'
  | 'HANDED_ON'
  | 'STOPPED'
  | 'WITHDRAWN'
  | 'PROVEN'
  | 'NOT_PROVEN'
  | 'SANCTIONED';

/** What the outside body said. `returned`: no referral is open any more, and the case is handled here again. */
export type ReferralProgressed = Event<
  'ReferralProgressed',
  {
    readonly n: number;
    readonly state: ReferralProgress;
    readonly stateAt: string;
    readonly summary?: string;
    readonly handedTo?: string;
    readonly letter?: Letter;
    readonly returned: boolean;
  }
>;

/**
 * What was feared has happened. `knownAt` stays only where it is not before `occurredAt`: having known of the danger
 * is not having known of the incident.
 */
export type EarlyWarningPromoted = Event<
  'EarlyWarningPromoted',
  {
    readonly occurredAt: string;
    readonly occurredPrecision: CaseReport['occurredPrecision'];
    readonly knownAt?: string;
    readonly clockAhead: boolean;
  }
>;

/** What was feared did not happen. */
export type EarlyWarningLapsed = Event<'EarlyWarningLapsed', { readonly reason: string }>;

export type NoteAdded = Event<'NoteAdded', { readonly text: string }>;

/** A file, known by its SHA-256, belongs to the case. */
export type EvidenceAdded = Event<'EvidenceAdded', { readonly sha256: string; readonly caption?: string }>;

/** A field was put right; old and new stay on record. `null` where there was or is nothing. */
export type CaseCorrected = Event<
  'CaseCorrected',
  {
    readonly field: keyof CaseReport;
    readonly old: unknown;
    readonly new: unknown;
    readonly reason: string;
    readonly clockAhead: boolean;
  }
>;

/** The case turned out graver or lighter than it was. */
export type SeverityChanged = Event<
  'SeverityChanged',
  { readonly old: number; readonly new: number; readonly reason: string }
>;

/** Those who handled the case say that it is done; another person has yet to agree. */
export type CaseResolved = Event<'CaseResolved', { readonly outcome: string; readonly summary: string }>;

export type CaseClosed = Event<'CaseClosed', Alone & { readonly note?: string }>;

/** The resolution was not accepted; the handling goes on. */
export type CaseReturned = Event<'CaseReturned', Alone & { readonly reason: string }>;

export type CaseReopened = Event<'CaseReopened', { readonly reason: string }>;

/** A person may see the restricted case from now on. */
export type PersonNamed = Event<'PersonNamed', { readonly person: string; readonly reason: string }>;

/** What a stream `case-<uuid>` is made of. Who and when stand in the envelope. */
export type CaseEvent =
  | CaseRecorded
  | CaseVerified
  | CaseMonitored
  | CaseRejected
  | CaseFoundDuplicate
  | DuplicateUndone
  | CaseTakenUp
  | CaseAssigned
  | AssignmentAccepted
  | AssignmentRefused
  | FieldActionTaken
  | InputRequested
  | InputGiven
  | CaseReferred
  | ReferralLetterAdded
  | ReferralProgressed
  | EarlyWarningPromoted
  | EarlyWarningLapsed
  | NoteAdded
  | EvidenceAdded
  | CaseCorrected
  | SeverityChanged
  | CaseResolved
  | CaseClosed
  | CaseReturned
  | CaseReopened
  | PersonNamed
  | LadderEvent;
