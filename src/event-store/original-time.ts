import type { NewEvent, RecordedEvent } from './recorded-event.js';

/**
 * A member of the metadata that only a copy of a log writes: when the event was first recorded. A store that is given
 * such an event keeps that time as its own, or shows it in the place of its own; readers of the ports never see the member.
 */
const KEY = '"recordedAt":"';
const LENGTH = '2026-11-22T10:17:04.123Z'.length;

/** Bytes that the member adds to the metadata: the copy of the largest event is as much larger. */
export const ORIGINAL_TIME_BYTES = KEY.length + LENGTH + '",'.length;

/** An event on its way into a copy. */
export function withOriginalTime({ id, type, data, meta, recordedAt }: RecordedEvent): NewEvent {
  const carrying = { ...meta, recordedAt: recordedAt.toISOString() };
  return { id, type, data, meta: carrying };
}

/** The time that an event was brought along with, read from the stored text of its metadata. */
export function originalTimeIn(meta: string): Date | undefined {
  // Inside a text the quotes would be escaped, so this is found as a member's name only.
  const at = meta.indexOf(KEY);
  return at < 0 ? undefined : new Date(meta.slice(at + KEY.length, at + KEY.length + LENGTH));
}

/** The metadata as they were before they were copied. */
export function withoutOriginalTime<M extends object>(meta: M): M {
  const { recordedAt: _, ...own } = meta as M & { recordedAt?: unknown };
  return own as M;
}
