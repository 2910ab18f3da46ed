import { type AppendRequest, BOUNDS, InvalidAppend } from './event-store.js';
import type { EventMetadata } from './recorded-event.js';

const MAX_DEPTH = 32;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** An event as the exact text that both stores keep. */
export interface EncodedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
}

/** True when the text can be stored: no NUL, no lone surrogate. */
export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && !LONE_SURROGATE.test(text);
}

/**
 * Canonical JSON: keys sorted, members that are `undefined` left out, no white space.
 * Throws `InvalidAppend` for what cannot be read back as it was written.
 */
export function encode(value: unknown): string {
  return write(value, 0);
}

/** The other direction of `encode`. */
export function decode<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** Checks names, counts and sizes of a request and serialises its events. */
export function encodeRequest(request: AppendRequest): EncodedEvent[] {
  if (!BOUNDS.stream.test(request.stream)) throw new InvalidAppend(`Not a stream name: ${request.stream}`);
  const { expected, events } = request;
  if (expected !== 'no-stream' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new InvalidAppend('The expected revision is exact: "no-stream" or a whole number from 0.');
  }
  if (events.length === 0 || events.length > BOUNDS.eventsPerAppend) {
    throw new InvalidAppend(`An append takes 1 to ${BOUNDS.eventsPerAppend} events, not ${events.length}.`);
  }
  if (new Set(events.map((event) => event.id)).size !== events.length) {
    throw new InvalidAppend('Two events of one append have the same id.');
  }
  let total = 0;
  const encoded = events.map((event) => {
    if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(event.id)) {
      throw new InvalidAppend('An event id is a UUID in lower case.');
    }
    if (!BOUNDS.type.test(event.type)) throw new InvalidAppend(`Not an event type: ${event.type}`);
    const one = { id: event.id, type: event.type, data: encode(event.data), meta: encode(event.meta) };
    const bytes = Buffer.byteLength(one.data) + Buffer.byteLength(one.meta);
    if (bytes > BOUNDS.bytesPerEvent)
      throw new InvalidAppend(`${event.type} is larger than an event may be.`);
    total += bytes;
    return one;
  });
  if (total > BOUNDS.bytesPerAppend) throw new InvalidAppend('The append is larger than it may be.');
  return encoded;
}

/** Reads what `encodeRequest` wrote. */
export function decodeEvent(event: EncodedEvent): { data: object; meta: EventMetadata } {
  return { data: decode(event.data), meta: decode(event.meta) };
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new InvalidAppend(`Nested deeper than ${MAX_DEPTH}.`);
  switch (typeof value) {
    case 'string':
      if (!isStorableText(value)) throw new InvalidAppend('Text holds NUL or half a character.');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new InvalidAppend('A number is not finite.');
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return writeObject(value, depth);
    default:
      throw new InvalidAppend(`A ${typeof value} cannot be stored.`);
  }
}

function writeObject(value: object | null, depth: number): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new InvalidAppend(`A ${value.constructor?.name ?? 'class instance'} cannot be stored.`);
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, member]) => `${write(key, depth)}:${write(member, depth + 1)}`);
  return `{${members.join(',')}}`;
}
