import type { EscalationLevel } from '../../escalation/policy/escalation-policy.js';
import type { Actor } from '../../kernel/actor.js';
import type { CaseReport, ImportOrigin, Letter, ReferralProgress } from './case.events.js';
import type { LadderFacts } from './ladder/ladder-facts.js';
import type { LadderStep } from './ladder/ladder-step.js';
import type { AcknowledgedVia } from './ladder.events.js';

/** What a person asks to be done to a case: the body of the route, and its path tail as `type`. Instants are RFC 3339, UTC. */
export type CaseAction =
  | {
      readonly type: 'verification';
      readonly outcome: 'VERIFIED' | 'REJECTED' | 'DUPLICATE' | 'UNVERIFIABLE' | 'NOT_OURS';
      readonly reason?: string;
      readonly duplicateOf?: string;
      readonly told?: string;
    }
  | { readonly type: 'handling'; readonly note?: string }
  | {
      readonly type: 'assignment';
      readonly lead: string;
      readonly supporting: readonly string[];
      readonly dueAt: string;
      readonly instruction?: string;
    }
  | { readonly type: 'assignment/acceptance' }
  | { readonly type: 'assignment/refusal'; readonly reason: string }
  | {
      readonly type: 'field-actions';
      readonly kind: string;
      readonly takenAt: string;
      readonly with: readonly string[];
      readonly result: string;
      readonly summary: string;
    }
  | { readonly type: 'input-requests'; readonly agency: string; readonly question: string }
  | { readonly type: 'input-requests/answer'; readonly n: number; readonly answer: string }
  | {
      readonly type: 'referrals';
      readonly body: string;
      readonly as: 'INITIAL_INFORMATION' | 'TRANSFER' | 'REQUEST';
      readonly reason: string;
      readonly deliveredAt?: string;
      readonly via?: string;
      readonly letter?: Letter;
    }
  | ({ readonly type: 'referrals/letter'; readonly n: number } & Letter)
  | {
      readonly type: 'referrals/progress';
      readonly n: number;
      readonly state: ReferralProgress;
      readonly at: string;
      readonly summary?: string;
      readonly handedTo?: string;
      readonly letter?: Letter;
    }
  | { readonly type: 'promotion'; readonly occurredAt: string }
  | { readonly type: 'lapse'; readonly reason: string }
  | { readonly type: 'notes'; readonly text: string }
  | { readonly type: 'evidence'; readonly sha256: string; readonly caption?: string }
  | { readonly type: 'corrections'; readonly field: string; readonly value: unknown; readonly reason: string }
  | { readonly type: 'severity'; readonly severity: number; readonly reason: string }
  | { readonly type: 'resolution'; readonly outcome: string; readonly summary: string }
  | { readonly type: 'closure'; readonly note?: string }
  | { readonly type: 'return'; readonly reason: string }
  | { readonly type: 'reopening'; readonly reason: string }
  | { readonly type: 'access'; readonly person: string; readonly reason: string }
  | { readonly type: 'escalation'; readonly to: EscalationLevel; readonly reason: string }
  | {
      readonly type: 'escalation/acknowledgement';
      /** Who acknowledged, where it is not the person who records it. */
      readonly by?: string;
      readonly via: AcknowledgedVia;
      readonly at?: string;
      readonly note?: string;
    }
  | { readonly type: 'escalation/lowering'; readonly to: EscalationLevel; readonly reason: string }
  | { readonly type: 'escalation/proposal/confirmation'; readonly note?: string }
  | { readonly type: 'escalation/proposal/refusal'; readonly reason: string }
  | {
      readonly type: 'escalation/informed';
      readonly group: string;
      readonly via: string;
      readonly at: string;
    };

export type ActionType = CaseAction['type'];
export type ActionOf<T extends ActionType> = Extract<CaseAction, { type: T }>;

/** What a handler looks up before an action is decided. */
export interface ActionFacts {
  /** The area is in voting or counting now: work need not wait for verification. */
  readonly votingOrCounting: boolean;
  /** What stands under `duplicateOf`, as far as the person may see it. */
  readonly duplicate?: 'missing' | 'itself' | 'duplicate' | 'fit';
  /** False where no such person may sign in. */
  readonly personExists?: boolean;
  /** Agencies of the case that have no officer in its area: the secretariat acts for them. */
  readonly withoutOfficer: readonly string[];
  /** The person is head of the office that holds the case, or stands in for it now: by acting they acknowledge. */
  readonly holds?: boolean;
  /** The person is on the duty roster of the office that holds the case. */
  readonly onDuty?: boolean;
  /** Who is named as having acknowledged is head of the office that holds the case, or on its roster. */
  readonly mayAcknowledge?: boolean;
  /** With what the ladder is reckoned. */
  readonly ladder: LadderFacts;
  /** For a new `subcategory`: the categories that have one of this code. Not held against the case where missing. */
  readonly categoriesOfSubcategory?: readonly string[];
}

/** What is known of a new case; members that are missing take the defaults of the contract. */
export type NewReport = Pick<CaseReport, 'category' | 'subcategory' | 'area' | 'origin'> &
  Partial<CaseReport>;

/** Logging a case. The taxonomy's defaults, the serial and the time were looked up. */
export interface RecordCommand {
  readonly type: 'record';
  readonly by: Actor;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly report: NewReport;
  readonly serial: number;
  readonly archived: boolean;
  readonly import?: ImportOrigin;
  readonly facts: {
    readonly severity: number;
    readonly access: 'OPEN' | 'RESTRICTED';
    readonly taxonomyVersion: number;
    readonly ladder: LadderFacts;
  };
}

/** An action with who, when and what was looked up. */
export interface ActCommand {
  readonly type: 'act';
  readonly by: Actor;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly action: CaseAction;
  readonly facts: ActionFacts;
}

/** The service found two cases that name each other; this one is set free again. */
export interface UndoDuplicateCommand {
  readonly type: 'undo-duplicate';
  readonly reason: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly facts: LadderFacts;
}

/** The service's own step on the ladder: a clock ran out, a policy is adopted, the stage calendar was amended. */
export interface LadderCommand {
  readonly type: 'ladder';
  readonly step: LadderStep;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly facts: LadderFacts;
}

export type CaseCommand = RecordCommand | ActCommand | UndoDuplicateCommand | LadderCommand;
