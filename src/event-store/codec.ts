import { type AppendRequest, BOUNDS, InvalidAppend } from './event-store.js';
import { ORIGINAL_TIME_BYTES, originalTimeIn, withoutOriginalTime } from './original-time.js';
import type { EventMetadata, NewEvent } from './recorded-event.js';

const MAX_DEPTH = 32;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
/** Text that stands in JSON as it is. */
const NEEDS_NO_ESCAPE = /^[ !#-[\]-~\u00a0-\u2027\u202a-\ud7ff]*$/;
const EVENT_ID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** An event as the exact text that both stores keep. */
export interface EncodedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
}

/** A request that was found fit to be stored. */
export interface EncodedRequest {
  readonly events: readonly EncodedEvent[];
  /** UTF-8 bytes of all data and metadata. */
  readonly bytes: number;
}

/** True when the text can be stored: no NUL, no lone surrogate. */
export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && !LONE_SURROGATE.test(text);
}

/**
 * Canonical JSON: keys sorted, members that are `undefined` left out, no white space, -0 written as 0.
 * Throws `InvalidAppend` for what cannot be read back as it was written.
 */
export function encode(value: unknown): string {
  return write(value, 0);
}

/** The other direction of `encode`. */
export function decode<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** Checks names, counts and sizes of a request and serialises its events. Throws `InvalidAppend`. */
export function encodeRequest({ stream, expected, events }: AppendRequest): EncodedRequest {
  if (!isStreamName(stream)) throw new InvalidAppend('Not a stream name.');
  if (expected !== 'no-stream' && !isRevision(expected)) {
    throw new InvalidAppend('The expected revision is exact: "no-stream" or a whole number from 0.');
  }
  if (events.length === 0 || events.length > BOUNDS.eventsPerAppend) {
    throw new InvalidAppend(`An append takes 1 to ${BOUNDS.eventsPerAppend} events, not ${events.length}.`);
  }
  if (new Set(events.map((event) => event.id)).size !== events.length) {
    throw new InvalidAppend('Two events of one append have the same id.');
  }
  const encoded = events.map(encodeEvent);
  const bytes = encoded.reduce((sum, event) => sum + sizeOf(event), 0);
  if (bytes > BOUNDS.bytesPerAppend) throw new InvalidAppend('The append is larger than it may be.');
  return { events: encoded, bytes };
}

/** Checks and serialises one event. Throws `InvalidAppend`. */
export function encodeEvent({ id, type, data, meta }: NewEvent): EncodedEvent {
  if (typeof id !== 'string' || !EVENT_ID.test(id)) {
    throw new InvalidAppend('An event id is a UUID in lower case.');
  }
  if (typeof type !== 'string' || !BOUNDS.type.test(type)) throw new InvalidAppend('Not an event type.');
  const encoded = { id, type, data: encodeMembers(data), meta: encodeMembers(meta) };
  if (sizeOf(encoded) > BOUNDS.bytesPerEvent + (isCopied(encoded) ? ORIGINAL_TIME_BYTES : 0)) {
    throw new InvalidAppend(`${type} is larger than an event may be.`);
  }
  return encoded;
}

/** UTF-8 bytes of an event's data and metadata. */
export function sizeOf({ data, meta }: EncodedEvent): number {
  return Buffer.byteLength(data) + Buffer.byteLength(meta);
}

/** True for what can be the name of a stream. */
export function isStreamName(stream: unknown): stream is string {
  return typeof stream === 'string' && BOUNDS.stream.test(stream);
}

/** Reads what `encodeEvent` wrote; the time that a copied event was brought along with is left out. */
export function decodeEvent(event: EncodedEvent): { data: object; meta: EventMetadata } {
  const meta = decode<EventMetadata>(event.meta);
  return { data: decode(event.data), meta: isCopied(event) ? withoutOriginalTime(meta) : meta };
}

function isCopied({ meta }: EncodedEvent): boolean {
  return originalTimeIn(meta) !== undefined;
}

function isRevision(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= BOUNDS.revision;
}

function encodeMembers(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidAppend('Data and metadata are objects with named members.');
  }
  return encode(value);
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new InvalidAppend(`Nested deeper than ${MAX_DEPTH}.`);
  switch (typeof value) {
    case 'string':
      return writeText(value);
    case 'number':
      if (!Number.isFinite(value)) throw new InvalidAppend('A number is not finite.');
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writeItems(value, depth) : writeMembers(value, depth);
    default:
      throw new InvalidAppend(`A value of type ${typeof value} cannot be stored.`);
  }
}

function writeText(text: string): string {
  if (text.length < 256 && NEEDS_NO_ESCAPE.test(text)) return `"${text}"`;
  const written = JSON.stringify(text);
  // What cannot be stored is written as an escape, so that most texts need no second look.
  if (written.includes('\\u') && !isStorableText(text)) {
    throw new InvalidAppend('Text holds NUL or half a character.');
  }
  return written;
}

function writeItems(items: readonly unknown[], depth: number): string {
  let written = '';
  // A loop sees the holes that `map` leaves out.
  for (const item of items) written += `${written === '' ? '' : ','}${write(item, depth + 1)}`;
  return `[${written}]`;
}

function writeMembers(value: object, depth: number): string {
  if (!isPlain(value)) throw new InvalidAppend(`A ${value.constructor?.name ?? 'class'} cannot be stored.`);
  const members = value as Record<string, unknown>;
  let written = '';
  for (const key of Object.keys(members).sort()) {
    const member = members[key];
    if (member === undefined) continue;
    written += `${written === '' ? '' : ','}${writeText(key)}:${write(member, depth + 1)}`;
  }
  return `{${written}}`;
}

/** True for an object literal of any realm: nothing stands between it and a root prototype. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
