import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Checkpoint, EventFeed, FeedBatch } from '../../src/event-store/event-feed.js';
import type { AppendRequest, AppendResult, EventStore } from '../../src/event-store/event-store.js';
import type { NewEvent, RecordedEvent } from '../../src/event-store/recorded-event.js';

export type Appended = Extract<AppendResult, { outcome: 'appended' | 'duplicate' }>;

/** A small event with an id of its own. */
export function newEvent(over: Partial<NewEvent> = {}): NewEvent {
  const id = randomUUID();
  return {
    id,
    type: 'NoteTaken',
    data: { text: 'catatan' },
    meta: {
      v: 1,
      commandId: id,
      requestHash: '0'.repeat(64),
      correlationId: id,
      actor: { id: 'system', role: 'SYSTEM' },
    },
    ...over,
  };
}

export function newEvents(count: number): NewEvent[] {
  return Array.from({ length: count }, () => newEvent());
}

export function newStream(): string {
  return `note-${randomUUID()}`;
}

/** A request that opens a stream of its own. */
export function opening(events: readonly NewEvent[] = newEvents(1)): AppendRequest {
  return { stream: newStream(), expected: 'no-stream', events };
}

/** Appends and insists that it was stored now. */
export async function stored(store: EventStore, request: AppendRequest): Promise<Appended> {
  const result = await store.append(request);
  if (result.outcome !== 'appended') throw new Error(`Not appended but ${result.outcome}.`);
  return result;
}

/** Opens a stream with so many events; answers its name. */
export async function openStream(store: EventStore, count: number): Promise<string> {
  const request = opening(newEvents(count));
  await stored(store, request);
  return request.stream;
}

export function checkpointOf({ position, id }: RecordedEvent): Checkpoint {
  return { position, eventId: id };
}

export function idsOf(events: Iterable<{ readonly id: string }>): string[] {
  return [...events].map(({ id }) => id);
}

/** Reads the feed until the condition holds over all that was read; then ends the subscription. */
export async function readUntil(
  feed: EventFeed,
  after: Checkpoint | null,
  enough: (events: readonly RecordedEvent[], batch: FeedBatch) => boolean,
  limit?: number,
): Promise<RecordedEvent[]> {
  const stop = new AbortController();
  const read: RecordedEvent[] = [];
  for await (const batch of feed.subscribe(after, { signal: stop.signal, limit })) {
    read.push(...batch.events);
    if (enough(read, batch)) break;
  }
  stop.abort();
  return read;
}

/** Everything after the checkpoint up to the present end. */
export function readToEnd(
  feed: EventFeed,
  after: Checkpoint | null,
  limit?: number,
): Promise<RecordedEvent[]> {
  return readUntil(feed, after, (_, batch) => batch.caughtUp, limit);
}

/** Runs the work in several lanes side by side, `count` times in all. */
export async function inLanes(
  lanes: number,
  count: number,
  work: (number: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      await work(next++);
      await turn();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
