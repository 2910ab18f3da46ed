import type { Clock, ClockKind } from '../../../calendar/clock.js';
import type { EscalationLevel } from '../../../escalation/policy/escalation-policy.js';
import type { AcknowledgedVia, Holder } from '../ladder.events.js';

/** The holding level knows of the case: who said so, how, and when. */
export interface Acknowledged {
  /** Person id of the head or duty officer. */
  readonly by: string;
  readonly via: AcknowledgedVia;
  readonly at: string;
}

/** The next level is proposed, and nobody has answered yet. */
export interface Proposal {
  readonly to: EscalationLevel;
  readonly at: string;
  /** The rule that proposed it. */
  readonly rule: string;
}

/** A deadline that is near or has passed and moved nobody. It stands until what it waited for has happened. */
export interface DeadlineMark {
  readonly kind: ClockKind;
  readonly rule: string;
  readonly moment: 'alarm' | 'due';
  readonly at: string;
}

/** Where a case stands on the ladder. Off the ladder level and holder are those to which it would go back. */
export interface Ladder {
  readonly level: EscalationLevel;
  readonly holder: Holder;
  /** Since when this level holds it. */
  readonly since: string;
  /** Version under which it was last put on a level; 0 for cases recorded before there were policies. */
  readonly policyVersion: number;
  readonly acknowledged: Acknowledged | null;
  /** Levels above that were told without holding it. */
  readonly informed: readonly EscalationLevel[];
  readonly proposal: Proposal | null;
  /** Clocks that run. */
  readonly clocks: readonly Clock[];
  readonly marks: readonly DeadlineMark[];
}
