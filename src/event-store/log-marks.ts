/** A place in a log up to which everything was counted, and the latest time up to there. */
export interface LogMark {
  readonly position: string;
  readonly eventId: string;
  /** How many events stand up to here, this one included. */
  readonly number: number;
  /** The running maximum of the store's clock: the event's `recordedAt`. */
  readonly at: Date;
}

/**
 * Port to the marks that whoever follows a log leaves behind, for stores whose clock may go back and that cannot be asked
 * for a time. The same log always gets the same marks, so it does not matter who leaves them or how often.
 */
export abstract class LogMarks {
  /** All marks of a log, in order. */
  abstract load(log: string): Promise<LogMark[]>;
  /** Marks that are there already are left as they are. */
  abstract save(log: string, marks: readonly LogMark[]): Promise<void>;
  /** Takes away the marks from a position on: an older copy of the log was put in its place. */
  abstract forgetFrom(log: string, position: string): Promise<void>;
}
