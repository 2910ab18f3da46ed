import { setTimeout as sleep } from 'node:timers/promises';
import { encode, encodeEvent, sizeOf } from './codec.js';
import type { EventFeed } from './event-feed.js';
import {
  type AppendResult,
  BOUNDS,
  type EventStore,
  StoreOverloaded,
  StoreUnavailable,
} from './event-store.js';
import { LogCursor } from './log-cursor.js';
import { withOriginalTime } from './original-time.js';
import type { RecordedEvent } from './recorded-event.js';

/** The log that is written. Nobody else may write to it meanwhile. */
export interface CopyTarget {
  readonly store: EventStore;
  readonly feed: EventFeed;
}

/** The two logs cannot be one: said in a sentence with what to do. */
export class CopyRefused extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'CopyRefused';
  }
}

export interface Copied {
  /** Events that stand in both logs now, each of them read from both and compared. */
  readonly events: number;
  /** How many of them were written by this run. */
  readonly written: number;
}

/** Told of every event that stands in both logs, in order. */
export type OnPair = (source: RecordedEvent, copy: RecordedEvent) => void;

/** A store that is away for so long is given up; the next run goes on. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 200;

/**
 * Brings a log into another store: the same events with the same ids, revisions, times and order, each read back and
 * compared. What stands in the target already is compared instead of written, so a copy that was broken off goes on.
 * Appends go one after the other, because a log has one order. Ends where the source ended when it was last read.
 * Errors: `CopyRefused` where the target holds something else; those of the stores.
 */
export async function copyLog(source: EventFeed, target: CopyTarget, onPair: OnPair): Promise<Copied> {
  const from = new LogCursor(source);
  const to = new LogCursor(target.feed);
  let events = 0;
  let written = 0;
  try {
    for (;;) {
      const originals = await from.take();
      if (originals.length === 0) break;
      const standing = await takeUpTo(to, originals.length);
      // Before anything is written: the target may hold something else.
      pair(originals, standing, events, onPair);
      const missing = originals.slice(standing.length);
      for (const group of groupsOf(missing)) await appendPatiently(target.store, group);
      pair(missing, await readBack(to, missing.length), events + standing.length, onPair);
      events += originals.length;
      written += missing.length;
    }
    to.lookAgain();
    if ((await to.take(1)).length > 0)
      throw new CopyRefused(
        'The target holds more events than this log: it is another log, or written to by somebody else. Copy into an empty store.',
      );
    return { events, written };
  } finally {
    await from.close();
    await to.close();
  }
}

/** Compares the copies with the originals from the first on. */
function pair(
  originals: readonly RecordedEvent[],
  copies: readonly RecordedEvent[],
  before: number,
  onPair: OnPair,
): void {
  for (const [index, copy] of copies.entries()) {
    const original = originals[index] as RecordedEvent;
    compare(original, copy, before + index + 1);
    onPair(original, copy);
  }
}

/** So many events, or fewer where the log ends before. */
async function takeUpTo(cursor: LogCursor, count: number): Promise<RecordedEvent[]> {
  const taken: RecordedEvent[] = [];
  while (taken.length < count) {
    const more = await cursor.take(count - taken.length);
    if (more.length === 0) break;
    taken.push(...more);
  }
  return taken;
}

/** What was just appended, as the log shows it. */
async function readBack(cursor: LogCursor, count: number): Promise<RecordedEvent[]> {
  const read: RecordedEvent[] = [];
  for (const began = Date.now(); read.length < count; ) {
    cursor.lookAgain();
    read.push(...(await takeUpTo(cursor, count - read.length)));
    if (Date.now() - began > PATIENCE_MS) {
      throw new StoreUnavailable('The target does not show what was written to it: run the command again.');
    }
  }
  return read;
}

/** Neighbours of one stream that fit into one append. */
function groupsOf(events: readonly RecordedEvent[]): RecordedEvent[][] {
  const groups: RecordedEvent[][] = [];
  let bytes = 0;
  for (const event of events) {
    const size = sizeOf(encodeEvent(withOriginalTime(event)));
    const group = groups.at(-1);
    const fits =
      group?.[0]?.stream === event.stream &&
      group.length < BOUNDS.eventsPerAppend &&
      bytes + size <= BOUNDS.bytesPerAppend;
    if (fits) group.push(event);
    else groups.push([event]);
    bytes = fits ? bytes + size : size;
  }
  return groups;
}

async function appendPatiently(store: EventStore, group: readonly RecordedEvent[]): Promise<void> {
  for (const began = Date.now(); ; await sleep(PAUSE_MS)) {
    try {
      return judge(await append(store, group));
    } catch (error) {
      const passes = error instanceof StoreUnavailable || error instanceof StoreOverloaded;
      if (!passes || Date.now() - began > PATIENCE_MS) throw error;
    }
  }
}

function append(store: EventStore, group: readonly RecordedEvent[]): Promise<AppendResult> {
  const { stream, revision } = group[0] as RecordedEvent;
  const expected = revision === 0 ? 'no-stream' : revision - 1;
  return store.append({ stream, expected, events: group.map(withOriginalTime) });
}

/** A duplicate is what an earlier run, or a try whose answer was lost, has written. */
function judge({ outcome }: AppendResult): void {
  if (outcome === 'appended' || outcome === 'duplicate') return;
  throw new CopyRefused(
    'Something else writes to the target, perhaps another copy: end it and run the command again. Where that does not help, copy into an empty store.',
  );
}

function compare(original: RecordedEvent, copy: RecordedEvent, number: number): void {
  const differs = differenceOf(original, copy);
  if (differs === undefined) return;
  throw new CopyRefused(
    `Event ${number} (${original.id}, ${original.stream} revision ${original.revision}) differs in the target by its ${differs}: the target holds another log, or somebody else writes to it. Copy into an empty store.`,
  );
}

function differenceOf(original: RecordedEvent, copy: RecordedEvent): string | undefined {
  if (copy.id !== original.id) return 'id';
  if (copy.stream !== original.stream) return 'stream';
  if (copy.revision !== original.revision) return 'revision';
  if (copy.type !== original.type) return 'type';
  if (encode(copy.data) !== encode(original.data)) return 'data';
  if (encode(copy.meta) !== encode(original.meta)) return 'metadata';
  if (copy.recordedAt.getTime() !== original.recordedAt.getTime()) return 'time';
  return undefined;
}
