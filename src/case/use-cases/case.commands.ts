import type { CommandContext, IfMatch } from '../../event-store/decision.js';
import type { Actor } from '../../kernel/actor.js';
import type { Principal } from '../../kernel/grant.js';
import type { CaseAction, NewReport } from '../domain/case.commands.js';
import type { ImportOrigin } from '../domain/case.events.js';
import type { LadderStep } from '../domain/ladder/ladder-step.js';

export type { CaseAction } from '../domain/case.commands.js';
export type { LadderStep } from '../domain/ladder/ladder-step.js';

/** Logs a case. Its shape was checked; area, kind, registered ids and details are looked up by the handler. */
export class RecordCase {
  constructor(
    readonly context: CommandContext,
    readonly principal: Principal,
    readonly report: NewReport & { readonly id?: string },
    readonly options: {
      readonly archived?: boolean;
      readonly import?: ImportOrigin;
      /** The role in which the person records, where the scope was decided before (an import decides it row by row). */
      readonly capacity?: Actor;
    } = {},
  ) {}
}

/** What a person learns of a case that was just logged, and again from every retry. */
export interface RecordedCase {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly level: string | null;
  readonly revision: number;
  readonly recordedAt: string;
  readonly missing: readonly string[];
}

/** Does something to a case. */
export class ActOnCase {
  constructor(
    readonly context: CommandContext,
    readonly principal: Principal,
    readonly caseId: string,
    readonly ifMatch: IfMatch,
    readonly action: CaseAction,
  ) {}
}

export interface ActionAnswer {
  readonly revision: number;
  readonly status: string;
  readonly level: string | null;
  /** The number of what was added, where it has one: an input request, a referral, a field action. */
  readonly n?: number;
}

/** An answer with the position of the command's last event. */
export interface Acted<T> {
  readonly body: T;
  readonly position: string;
  readonly replayed: boolean;
}

/**
 * A step of a process on the ladder of a case. The command id is the timer's: the same step sent again records nothing
 * again. `causedBy`: the event or command that led to it.
 */
export class RunLadder {
  constructor(
    readonly commandId: string,
    readonly caseId: string,
    readonly step: LadderStep,
    readonly causedBy?: string,
  ) {}
}

/** `stale`: the case has moved on since the step was due, and nothing was recorded. */
export type LadderOutcome = 'recorded' | 'stale';
