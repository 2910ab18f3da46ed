import type { EventFeed, FeedBatch } from './event-feed.js';
import type { RecordedEvent } from './recorded-event.js';

const BATCH = 500;

/** Reads a log from its start, one event after the other, and knows where it ends for now. */
export class LogCursor {
  private readonly stopping = new AbortController();
  private readonly batches: AsyncIterator<FeedBatch>;
  private waiting: readonly RecordedEvent[] = [];
  private next = 0;
  private atEnd = false;

  constructor(feed: EventFeed) {
    const options = { signal: this.stopping.signal, limit: BATCH };
    this.batches = feed.subscribe(null, options)[Symbol.asyncIterator]();
  }

  /** The next events, in order and at most so many as a batch has; empty where the log ended when it was last read. */
  async take(limit = BATCH): Promise<readonly RecordedEvent[]> {
    while (this.next === this.waiting.length && !this.atEnd) await this.read();
    const taken = this.waiting.slice(this.next, this.next + limit);
    this.next += taken.length;
    return taken;
  }

  /** The log may have grown: the next `take` reads on behind the end. */
  lookAgain(): void {
    this.atEnd = false;
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.batches.return?.();
  }

  private async read(): Promise<void> {
    const { done, value } = await this.batches.next();
    if (done) throw new Error('The log cannot be read on.');
    this.waiting = value.events;
    this.next = 0;
    this.atEnd = value.caughtUp;
  }
}
