import { derivedId } from '../../kernel/ids.js';
import type { AnyProjection } from '../../projection/projection.js';

/** The clock that strikes next in a stream, as a view's column `next_clock` holds it. */
export interface NextClock {
  /** A kind of clock, or another reason to look at the stream at an instant, e.g. `adopt-policy`. */
  readonly kind: string;
  readonly rule: string;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly moment: 'alarm' | 'due';
}

/** A row of a view whose instant has come. */
export interface DueTimer {
  /** Follows from stream and clock, so that a second firing is found recorded: the id of the command. */
  readonly id: string;
  readonly source: string;
  /** The row's key: a UUID, the stream's name without its kind. */
  readonly key: string;
  readonly clock: NextClock;
  readonly dueAt: Date;
}

/** What a firing came to: the stream says so now, or has moved on since the view was read. */
export type Fired = 'recorded' | 'stale';

/**
 * A view whose rows hold timers: `next_due_at timestamptz` and `next_clock jsonb`, both null where no clock runs. It
 * needs an index on `(next_due_at) where next_due_at is not null`.
 */
export interface TimerSource {
  /** Unique and never changed; a label of metrics. */
  readonly name: string;
  readonly projection: AnyProjection;
  /** A command for the command bus, with the timer's id; its handler answers `Fired`. */
  readonly command: (timer: DueTimer) => object;
}

/** Id of the timer of a stream's clock. A clock that was reckoned anew to another instant is another timer. */
export function timerIdOf(key: string, { kind, rule, startedAt, moment }: NextClock, dueAt: Date): string {
  return derivedId(key, `${kind}/${rule}/${startedAt}/${moment}/${dueAt.toISOString()}`);
}
