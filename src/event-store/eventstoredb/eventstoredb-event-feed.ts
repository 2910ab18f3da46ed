import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Checkpoint,
  EventFeed,
  type FeedBatch,
  type FeedOptions,
  InvalidPosition,
  LogMismatch,
} from '../event-feed.js';
import type { Position } from '../recorded-event.js';
import type { Connection } from './connection.js';
import { toEvent } from './eventstoredb-event-store.js';
import { OtherLog } from './faults.js';
import { MARK_EVERY } from './log-clock.js';
import type { LogIdentity } from './log-marker.js';
import { type Commit, fromPosition, START, toPosition } from './log-position.js';
import type { LogReader } from './log-reader.js';
import { LogSubscription } from './log-subscription.js';
import type { LogTail } from './log-tail.js';
import { pauseBefore } from './retry.js';
import type { StoredEvent } from './stored-event.js';

const IDLE_MS = 1_000;
/** While a reader is behind, a batch is given this long to fill. */
const FILL_MS = 20;
/** So long may an event that the process knows of not reach a reader. */
const STALL_MS = 3_000;

/** The whole log on EventStoreDB: a subscription of its own for every reader, begun again wherever one ends. */
export class EventStoreDbEventFeed extends EventFeed {
  constructor(
    private readonly log: LogIdentity,
    private readonly connect: () => Connection,
    private readonly reader: LogReader,
    private readonly tail: LogTail,
  ) {
    super();
  }

  async *subscribe(after: Checkpoint | null, options: FeedOptions): AsyncGenerator<FeedBatch> {
    const { signal } = options;
    let reached = after;
    for (let attempt = 0; !signal.aborted; attempt++) {
      const connection = this.connect();
      const subscription = new LogSubscription(connection);
      try {
        const from = await this.compare(reached);
        const end = (await this.reader.last())?.commit ?? START;
        await subscription.open(from === START ? null : from);
        for await (const batch of this.batches(subscription, from, end, options)) {
          const last = batch.events.at(-1);
          if (last !== undefined) reached = { position: last.position, eventId: last.id };
          attempt = 0;
          yield batch;
        }
      } catch (error) {
        if (error instanceof LogMismatch) throw error;
        if (error instanceof OtherLog) throw reached === null ? error : new LogMismatch(reached);
      } finally {
        subscription.close();
        await connection.close();
      }
      await sleep(pauseBefore(attempt), undefined, { signal }).catch(ignoreAbort);
    }
  }

  async end(): Promise<Position> {
    return toPosition(this.log.id, await this.synchronised());
  }

  async positionAt(instant: Date): Promise<Position> {
    await this.synchronised();
    const time = instant.getTime();
    const recent = this.tail.times.recentAt(time);
    const commit = recent?.commit ?? (await this.lastAt(time));
    return toPosition(this.log.id, commit);
  }

  parsePosition(text: string): Position {
    fromPosition(this.log.id, text);
    return text;
  }

  async lag(position: Position | null): Promise<{ events: number; seconds: number }> {
    const commit = position === null ? START : fromPosition(this.log.id, position);
    await this.synchronised();
    const events = Math.max(this.tail.reached.number - this.tail.times.upTo(commit).number, 0);
    const oldest = this.tail.times.after(commit);
    const age = oldest === undefined ? 0 : (Date.now() - oldest.at) / 1_000;
    return { events, seconds: events === 0 ? 0 : Math.max(age, 0) };
  }

  /** Batches of one subscription, until it breaks (which throws) or the signal aborts. */
  private async *batches(
    subscription: LogSubscription,
    from: Commit,
    end: Commit,
    { signal, limit = 500 }: FeedOptions,
  ): AsyncGenerator<FeedBatch> {
    let reached = from;
    let target = end;
    let aliveAt = Date.now();
    let isFirst = true;
    while (!signal.aborted) {
      if (reached < target) await subscription.next(limit - 1, FILL_MS, signal);
      else if (!isFirst && subscription.isEmpty) await subscription.next(0, IDLE_MS, signal);
      const stored = subscription.take(limit);
      if (stored.length === 0 && subscription.brokenBy !== undefined) throw subscription.brokenBy;
      const last = stored.at(-1);
      if (last !== undefined) {
        reached = last.commit;
        await this.tail.reach(reached, Number.POSITIVE_INFINITY, signal);
        aliveAt = Date.now();
      }
      if (signal.aborted) return;
      target = later(target, this.tail.reached.commit);
      const caughtUp = reached >= target;
      if (caughtUp) aliveAt = Date.now();
      else if (Date.now() - aliveAt > STALL_MS) throw new Error('The subscription stands still.');
      isFirst = false;
      if (stored.length > 0 || caughtUp) yield { events: this.shown(stored), caughtUp };
    }
  }

  private shown(stored: readonly StoredEvent[]): FeedBatch['events'] {
    return stored.map((event) => toEvent(this.log.id, this.tail, event));
  }

  /** The position to go on from. Throws `LogMismatch` unless the checkpoint's event stands there in this log. */
  private async compare(checkpoint: Checkpoint | null): Promise<Commit> {
    if (checkpoint === null) return START;
    const commit = this.commitIn(checkpoint);
    const { eventId } = checkpoint;
    const fits =
      eventId === null
        ? commit <= ((await this.reader.last())?.commit ?? START)
        : eventId === (await this.reader.at(commit))?.id;
    if (!fits) throw new LogMismatch(checkpoint);
    return commit;
  }

  private commitIn(checkpoint: Checkpoint): Commit {
    try {
      return fromPosition(this.log.id, checkpoint.position);
    } catch (error) {
      if (error instanceof InvalidPosition) throw new LogMismatch(checkpoint);
      throw error;
    }
  }

  /** The present end, once the tail has come there. */
  private async synchronised(): Promise<Commit> {
    this.log.assertSame();
    const commit = (await this.reader.last())?.commit ?? START;
    await this.tail.reach(commit);
    return commit;
  }

  /** An instant before all that is kept in memory: the nearest mark and what was written behind it. */
  private async lastAt(time: number): Promise<Commit> {
    const mark = this.tail.times.markAt(time);
    if (mark === undefined) return START;
    const events = await this.reader.from(mark.commit, MARK_EVERY + 1);
    return events.findLast((event) => this.tail.times.timeOf(event) <= time)?.commit ?? mark.commit;
  }
}

function later(a: Commit, b: Commit): Commit {
  return a > b ? a : b;
}

/** A wait that was cut short is over, which is what was wanted. */
function ignoreAbort(): void {}
