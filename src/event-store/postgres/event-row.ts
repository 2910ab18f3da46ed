import { decodeEvent } from '../codec.js';
import { InvalidPosition } from '../event-feed.js';
import type { Position, RecordedEvent } from '../recorded-event.js';

/** A row of `es_event`. */
export interface EventRow {
  readonly pos: number;
  readonly stream: string;
  readonly rev: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
  readonly at: Date;
}

/** A row as the ports show it. */
export function toEvent(logId: string, row: EventRow): RecordedEvent {
  return {
    stream: row.stream,
    revision: row.rev,
    position: toPosition(logId, row.pos),
    id: row.id,
    type: row.type,
    ...decodeEvent(row),
    recordedAt: row.at,
  };
}

/** The log's identity and its number in hexadecimal, of one length, so that text order is log order. */
export function toPosition(logId: string, pos: number): Position {
  return `${logId}-${pos.toString(16).padStart(14, '0')}`;
}

/** The number of a position of this log; throws `InvalidPosition`. */
export function fromPosition(logId: string, text: string): number {
  const [, log, hex] = /^([0-9a-f]{8})-([0-9a-f]{14})$/.exec(text) ?? [];
  const pos = Number.parseInt(hex ?? '', 16);
  if (log !== logId || !Number.isSafeInteger(pos)) throw new InvalidPosition();
  return pos;
}
