import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '../event-store.js';
import { LogMarks } from '../log-marks.js';
import type { Connection } from './connection.js';
import { OtherLog } from './faults.js';
import { type ClockMark, LogClock } from './log-clock.js';
import type { LogIdentity } from './log-marker.js';
import { type Commit, fromPosition, toPosition } from './log-position.js';
import type { LogReader } from './log-reader.js';
import { LogSubscription } from './log-subscription.js';
import { ANSWER_MS, pauseBefore } from './retry.js';
import type { StoredEvent } from './stored-event.js';

const PAGE = 1_000;
const LOOK_MS = 1_000;
/** So long may the server say nothing before it is asked whether there is nothing to say. */
const STALL_MS = 3_000;
/** So long may the server say nothing while somebody waits for an event that stands. */
const PUSH_MS = 1_000;

/** Events that an append waits to see come by; those that came so far. */
export interface Watch {
  readonly seen: ReadonlyMap<string, StoredEvent>;
  end(): void;
}

/**
 * The one reader of the whole log that every process has: it keeps the log's clock, leaves marks, and tells how far the
 * log is known. An event's `recordedAt` can be told once it came by here.
 */
export class LogTail {
  private readonly stopping = new AbortController();
  private readonly waiters = new Set<() => void>();
  private readonly watched = new Map<string, Map<string, StoredEvent>>();
  private unsaved: ClockMark[] = [];
  private saving = false;
  private subscription: LogSubscription | undefined;
  private following: Promise<void> = Promise.resolve();

  private constructor(
    private readonly log: LogIdentity,
    private readonly clock: LogClock,
    private readonly connect: () => Connection,
    private readonly reader: LogReader,
    private readonly marks: LogMarks,
  ) {}

  /** Goes on where the marks end. Errors: `StoreUnavailable`; of the marks. */
  static async open(
    log: LogIdentity,
    connect: () => Connection,
    reader: LogReader,
    marks: LogMarks,
  ): Promise<LogTail> {
    const known = await standing(log.id, await marks.load(log.id), reader, marks);
    const tail = new LogTail(log, new LogClock(known), connect, reader, marks);
    tail.following = tail.follow();
    return tail;
  }

  /** The last event that came by. */
  get reached(): ClockMark {
    return this.clock.reached;
  }

  get times(): Pick<LogClock, 'timeOf' | 'recentAt' | 'markAt' | 'upTo' | 'after'> {
    return this.clock;
  }

  /** Resolves when the tail has seen all up to the position. Errors: `StoreUnavailable` where that takes too long. */
  async reach(commit: Commit, ms = ANSWER_MS, signal?: AbortSignal): Promise<void> {
    const end = Date.now() + ms;
    while (this.clock.reached.commit < commit && !signal?.aborted) {
      this.log.assertSame();
      const left = end - Date.now();
      if (left <= 0) throw new StoreUnavailable('The event store does not show what it holds.');
      await this.moved(Math.min(left, PUSH_MS), signal);
      if (this.clock.reached.commit < commit) this.subscription?.breakIfSilent(PUSH_MS);
    }
  }

  /** Collects the events with these ids as they come by. */
  watch(ids: Iterable<string>): Watch {
    const seen = new Map<string, StoredEvent>();
    const wanted = [...ids];
    for (const id of wanted) this.watched.set(id, seen);
    const end = (): void => {
      for (const id of wanted) if (this.watched.get(id) === seen) this.watched.delete(id);
    };
    return { seen, end };
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  private moved(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wakeUp = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wakeUp);
        this.waiters.delete(wakeUp);
        resolve();
      };
      const timer = setTimeout(wakeUp, ms);
      signal?.addEventListener('abort', wakeUp);
      this.waiters.add(wakeUp);
    });
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted; attempt++) {
      const connection = this.connect();
      const subscription = new LogSubscription(connection);
      this.subscription = subscription;
      const before = this.clock.reached.number;
      try {
        await this.compare();
        await subscription.open(this.clock.reached.number === 0 ? null : this.clock.reached.commit);
        await this.take(subscription, signal);
      } catch (error) {
        // Whoever waits here is told; nothing can be followed any more.
        if (error instanceof OtherLog) return this.wake();
      } finally {
        subscription.close();
        await connection.close();
      }
      if (this.clock.reached.number > before) attempt = 0;
      await sleep(pauseBefore(attempt), undefined, { signal }).catch(ignoreAbort);
    }
  }

  private async take(subscription: LogSubscription, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await subscription.next(0, LOOK_MS, signal);
      const events = subscription.take(PAGE);
      for (const event of events) this.note(event);
      if (events.length > 0) this.wake();
      if (subscription.brokenBy !== undefined) throw subscription.brokenBy;
      if (events.length === 0 && subscription.isSilent(STALL_MS)) await this.look(subscription);
      void this.save();
    }
  }

  private note(event: StoredEvent): void {
    const mark = this.clock.note(event);
    if (mark !== undefined) this.unsaved.push(mark);
    this.watched.get(event.id)?.set(event.id, event);
  }

  /** Nothing was heard for a while: either nothing happened, or the subscription is dead without a word. */
  private async look(subscription: LogSubscription): Promise<void> {
    const last = await this.reader.last();
    if (last !== undefined && last.commit > this.clock.reached.commit) subscription.breakIfSilent(STALL_MS);
  }

  /** Throws `OtherLog` unless the last event that came by stands where it stood. */
  private async compare(): Promise<void> {
    const { number, commit, id } = this.clock.reached;
    if (number > 0 && (await this.reader.at(commit))?.id !== id) this.log.lose();
    this.log.assertSame();
  }

  private wake(): void {
    for (const wakeUp of [...this.waiters]) wakeUp();
  }

  /** A mark that cannot be saved now is saved with the next: whoever starts meanwhile reads from an earlier one. */
  private async save(): Promise<void> {
    const marks = this.unsaved;
    // One after the other: who starts meanwhile must not find one of them without those before it.
    if (marks.length === 0 || this.saving) return;
    this.saving = true;
    this.unsaved = [];
    try {
      await this.marks.save(
        this.log.id,
        marks.map(({ commit, id, number, at }) => {
          return { position: toPosition(this.log.id, commit), eventId: id, number, at: new Date(at) };
        }),
      );
    } catch {
      this.unsaved = [...marks, ...this.unsaved];
    } finally {
      this.saving = false;
    }
  }
}

/** The marks that fit the log, as far as they do: behind an older copy there are marks of a log that is no more. */
async function standing(
  logId: string,
  marks: Awaited<ReturnType<LogMarks['load']>>,
  reader: LogReader,
  store: LogMarks,
): Promise<ClockMark[]> {
  const known = marks.map(({ position, eventId, number, at }) => {
    return { commit: fromPosition(logId, position), id: eventId, number, at: at.getTime() };
  });
  let low = 0;
  let high = known.length;
  // Most often all of them fit: the last is looked at first.
  for (let middle = high - 1; low < high; middle = (low + high) >>> 1) {
    const mark = known[middle] as ClockMark;
    if ((await reader.at(mark.commit))?.id === mark.id) low = middle + 1;
    else high = middle;
  }
  const gone = marks[low];
  if (gone !== undefined) await store.forgetFrom(logId, gone.position);
  return known.slice(0, low);
}

/** A wait that was cut short is over, which is what was wanted. */
function ignoreAbort(): void {}
