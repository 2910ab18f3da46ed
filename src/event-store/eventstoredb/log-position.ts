import { InvalidPosition } from '../event-feed.js';
import type { Position } from '../recorded-event.js';

/** Commit position of an event in EventStoreDB's log. */
export type Commit = bigint;

/** Before every event. Our own first event never stands there: a marker is written before it. */
export const START: Commit = 0n;

/** What the server says where it knows no position. */
const UNKNOWN: Commit = 2n ** 64n - 1n;

/** The log's identity and its number in hexadecimal, of one length, so that text order is log order. */
export function toPosition(logId: string, commit: Commit): Position {
  if (commit < START || commit >= UNKNOWN) throw new Error('The event store told no position.');
  return `${logId}-${commit.toString(16).padStart(16, '0')}`;
}

/** The number of a position of this log; throws `InvalidPosition`. */
export function fromPosition(logId: string, text: string): Commit {
  const [, log, hex] = /^([0-9a-f]{8})-([0-9a-f]{16})$/.exec(text) ?? [];
  if (log !== logId || hex === undefined) throw new InvalidPosition();
  return BigInt(`0x${hex}`);
}
