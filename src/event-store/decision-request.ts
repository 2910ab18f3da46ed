import type { Actor } from '../kernel/actor.js';
import type { DomainEvent } from '../kernel/decider.js';
import type { EventMetadata, Position, RecordedEvent } from './recorded-event.js';
import type { StreamFold } from './stream-fold.js';

/** Who sends a command, when, and by which request; the same for every module. */
export interface CommandContext {
  readonly commandId: string;
  readonly requestHash: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** The service's clock when the command was taken in. */
  readonly now: Date;
}

/** `If-Match`, read but not judged: a revision, something unusable, or nothing. */
export type IfMatch = number | 'unusable' | undefined;

export interface Precondition {
  readonly ifMatch: IfMatch;
  /** True where the action may not go without `If-Match`. */
  readonly required: boolean;
  /** Types after the given revision that make it stale; others (a note, a raise by the clock) do not. */
  readonly conflicts: ReadonlySet<string>;
}

/** One command to one stream. The members are asked in the order of the contract. */
export interface DecisionRequest<S, E extends DomainEvent> {
  readonly stream: string;
  readonly fold: StreamFold<S, E>;
  readonly context: CommandContext;
  /**
   * The command opens the stream: it is decided without a read, which follows only where it is refused or its append
   * is. A stream that another command opened is `id_taken`.
   */
  readonly opens?: boolean;
  /**
   * Says in which capacity the person acts; throws where the stream may not be seen (`not_found`) or the action is
   * not permitted. A retry is asked over the state that its first try met, so that a person who by acting lost
   * sight of a stream still gets the answer; a command that opens a stream is asked over the initial state.
   */
  authorise(state: S): Actor;
  readonly precondition?: Precondition;
  /** Throws the rule's refusal; an empty answer is refused as `nothing_to_change`. */
  decide(state: S, by: Actor): readonly E[];
  /** Area and times of the report for the metadata of the decided events. */
  about(state: S): Pick<EventMetadata, 'area' | 'occurredAt' | 'knownAt' | 'receivedAt'>;
}

/** What a command recorded, from what is stored: the same for the first try and for every retry. */
export interface Decided<S> {
  /** The state right after the command's own events. */
  readonly state: S;
  readonly revision: number;
  readonly position: Position;
  /** When the first of the command's events was recorded. */
  readonly recordedAt: Date;
  readonly events: readonly RecordedEvent[];
  /** True when an earlier try had recorded it. */
  readonly replayed: boolean;
}

/** A command that waits for its outcome. */
export interface Waiting {
  readonly request: DecisionRequest<unknown, DomainEvent>;
  resolve(decided: Decided<unknown>): void;
  reject(error: unknown): void;
}
