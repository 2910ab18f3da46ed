import type { Position, RecordedEvent } from './recorded-event.js';

/** How far a reader has come: the position and the id of the last event it consumed. */
export interface Checkpoint {
  readonly position: Position;
  /** Lets the adapter notice that the log below is another one, or an older copy. Null before the first event. */
  readonly eventId: string | null;
}

export interface FeedBatch {
  readonly events: readonly RecordedEvent[];
  /** True when the batch reached the end of the log at the time it was read. */
  readonly caughtUp: boolean;
}

/** The checkpoint does not fit this log: it was wiped, replaced, or restored from an older copy. */
export class LogMismatch extends Error {
  constructor(readonly checkpoint: Checkpoint) {
    super('The log is older than this view, or another log: rebuild the view.');
    this.name = 'LogMismatch';
  }
}

/** A position of another store, or no position at all. */
export class InvalidPosition extends Error {
  constructor() {
    super('Not a position of this log.');
    this.name = 'InvalidPosition';
  }
}

export interface FeedOptions {
  /** Ends the iteration; pending waits return at once. */
  readonly signal: AbortSignal;
  /** Events a batch at most (default 500). */
  readonly limit?: number;
}

/**
 * Port to the whole log in commit order. Nothing is ever skipped, doubled or seen out of order;
 * reconnecting is the adapter's business.
 */
export abstract class EventFeed {
  /**
   * Batches after the checkpoint (from the start when null), then live. While nothing happens an empty batch
   * with `caughtUp` comes about once a second, so that a reader can look after itself.
   * Throws `LogMismatch`; `StoreUnavailable` only when the adapter gives up for good.
   */
  abstract subscribe(after: Checkpoint | null, options: FeedOptions): AsyncIterable<FeedBatch>;
  /** Position of the last event; for an empty log a position before every event. */
  abstract end(): Promise<Position>;
  /** The last position whose running maximum of `recordedAt` is at or before the instant (rule 15). */
  abstract positionAt(instant: Date): Promise<Position>;
  /** Checks a position that came from outside; throws `InvalidPosition`. */
  abstract parsePosition(text: string): Position;
  /** How many events lie after the position, and how old (seconds) the oldest of them is. */
  abstract lag(position: Position | null): Promise<{ events: number; seconds: number }>;
}
