import type { CalendarUsed, Clock, ClockKind } from '../../calendar/clock.js';
import type { EscalationLevel } from '../../escalation/policy/escalation-policy.js';
import type { DomainEvent } from '../../kernel/decider.js';

type Event<T extends string, D extends object> = DomainEvent & { readonly type: T; readonly data: D };

/** The office that has to act: the head of an area of the level's depth. */
export interface Holder {
  readonly area: string;
  readonly role: 'HEAD';
}

/** Why a rule acted: numbers, codes and at most 20 case ids; never a text that a person wrote. */
export type RuleInputs = Readonly<Record<string, unknown>>;

/** What decided, and what it looked at. */
interface ByRule {
  readonly policyVersion: number;
  readonly rule: string;
  readonly inputs: RuleInputs;
}

/** A clock ran out: how it was reckoned, and whether it was noticed more than a minute after it was due. */
interface ByClock {
  /** Null where no clock was involved. */
  readonly calendar: CalendarUsed | null;
  readonly late?: true;
}

/** Which level holds the case, with all clocks that run from now on: they replace those before. */
interface Holding {
  readonly level: EscalationLevel;
  readonly holder: Holder;
  readonly clocks: readonly Clock[];
}

/**
 * The case stands on the ladder. Archived cases never do. A second one follows where a case that was recorded under
 * policy 0 comes under a policy. `informed`: levels that are told without holding it.
 */
export type EscalationStarted = Event<
  'EscalationStarted',
  Holding & ByRule & { readonly informed: readonly EscalationLevel[] }
>;

/** A correction of the area or of the accused office gave the case to another office. It never lowers the level. */
export type EscalationMoved = Event<'EscalationMoved', Holding & ByRule>;

/** A level above holds the case now. `reason` where a person raised it or confirmed a proposal. */
export type EscalationRaised = Event<
  'EscalationRaised',
  Holding &
    ByRule &
    ByClock & {
      readonly from: EscalationLevel;
      readonly trigger: 'severity' | 'time' | 'statutory' | 'manual';
      readonly informed: readonly EscalationLevel[];
      readonly reason?: string;
    }
>;

/** A level above was told; the holder stays. The clock that caused it has ended. */
export type UpperLevelInformed = Event<
  'UpperLevelInformed',
  ByRule & ByClock & { readonly level: EscalationLevel }
>;

/** The next level is proposed; the holding level confirms or refuses. */
export type EscalationProposed = Event<
  'EscalationProposed',
  ByRule & ByClock & { readonly to: EscalationLevel; readonly clocks: readonly Clock[] }
>;

/** The holding level agreed: `EscalationRaised` stands in the same append. */
export type ProposalConfirmed = Event<'ProposalConfirmed', { readonly note?: string }>;

/** The holding level keeps the case, and says why. */
export type ProposalRefused = Event<
  'ProposalRefused',
  { readonly reason: string; readonly clocks: readonly Clock[] }
>;

/** How an acknowledgement came. */
export type AcknowledgedVia = 'APP' | 'PHONE' | 'WHATSAPP' | 'RADIO' | 'IN_PERSON';

/**
 * The holding level knows. `by` is the head or duty officer who acknowledged; who recorded it stands in the envelope.
 * `acknowledgedAt` is when it was said.
 */
export type EscalationAcknowledged = Event<
  'EscalationAcknowledged',
  {
    readonly level: EscalationLevel;
    readonly by: string;
    readonly via: AcknowledgedVia;
    readonly acknowledgedAt: string;
    readonly note?: string;
  }
>;

/** The level that held it gave the case back to a lower one. */
export type EscalationLowered = Event<
  'EscalationLowered',
  Holding & { readonly policyVersion: number; readonly from: EscalationLevel; readonly reason: string }
>;

/** What made the clocks of a case be reckoned anew without a change of level. */
export type ClocksBecause =
  | 'handled'
  | 'progress'
  | 'severity'
  | 'correction'
  | 'assigned'
  | 'referred'
  | 'returned'
  | 'monitored'
  | 'resumed'
  | 'stage_calendar';

/** All clocks that run from now on: they replace those before. */
export type EscalationClocksSet = Event<
  'EscalationClocksSet',
  { readonly policyVersion: number; readonly clocks: readonly Clock[]; readonly because: ClocksBecause }
>;

/**
 * A deadline passed, or (statutory, `alarm`) is near, and nobody was moved by it: it is marked. The clock has ended, but
 * after an alarm it runs on to its deadline.
 */
export type DeadlinePassed = Event<
  'DeadlinePassed',
  {
    readonly policyVersion: number;
    readonly kind: ClockKind;
    readonly rule: string;
    readonly moment: 'alarm' | 'due';
    readonly calendar: CalendarUsed;
    readonly late?: true;
  }
>;

/** Somebody told a group what the service had ready for it, e.g. `WhatsApp Forkopimcam Tembalang`. */
export type GroupInformed = Event<
  'GroupInformed',
  { readonly group: string; readonly via: string; readonly informedAt: string }
>;

/** What a case's stream says of its escalation. */
export type LadderEvent =
  | EscalationStarted
  | EscalationMoved
  | EscalationRaised
  | UpperLevelInformed
  | EscalationProposed
  | ProposalConfirmed
  | ProposalRefused
  | EscalationAcknowledged
  | EscalationLowered
  | EscalationClocksSet
  | DeadlinePassed
  | GroupInformed;
