import type { ServerResponse } from 'node:http';
import type { EventFeed } from '../event-store/event-feed.js';
import type { Json, Position, RecordedEvent } from '../event-store/recorded-event.js';
import type { LiveTail, TailListener } from './live-tail.js';

/** One message to a browser: its name and its data. */
export interface SseMessage {
  readonly event: string;
  readonly data: Json;
}

/** What a reader wants of the log and whether they may still have it. */
export interface SseSubscription {
  /** The message that an event becomes for this reader; null where it is not for them. Asked in order, one at a time. */
  select(event: RecordedEvent): SseMessage | null | Promise<SseMessage | null>;
  /** Asked every second; the stream ends where it says no. */
  stillAllowed(): boolean | Promise<boolean>;
}

const HEARTBEAT_MS = 20_000;
const ASK_AGAIN_MS = 1_000;
/** With the most readers that a process has, half a gigabyte. */
const MAX_BUFFERED_BYTES = 256 * 1024;
const MAX_UNANSWERED = 5;
const MAX_WAITING_EVENTS = 10_000;
/** The browser tries again after so many milliseconds. */
const RETRY_MS = 3_000;

/** One open stream: replays by itself first, then joins the tail without a gap or a double. */
export class SseConnection implements TailListener {
  private readonly ending = new AbortController();
  private waiting: RecordedEvent[] = [];
  private working = false;
  /** How often in a row nobody could say whether the reader may go on. */
  private unanswered = 0;
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly raw: ServerResponse,
    private readonly subscription: SseSubscription,
    private readonly tail: LiveTail,
    /** Position of the last event that was looked at, sent or not. */
    private seen: Position,
  ) {}

  /** Resolves when the stream has ended, whoever ended it. */
  async run(feed: EventFeed): Promise<void> {
    this.raw.on('close', () => this.end());
    this.raw.on('error', () => this.end());
    this.write(`retry: ${RETRY_MS}\nid: ${this.seen}\n\n`);
    this.every(HEARTBEAT_MS, () => this.write(`:\nid: ${this.seen}\n\n`));
    this.every(ASK_AGAIN_MS, () => this.askAgain());
    try {
      await this.replay(feed);
      await aborted(this.ending.signal);
    } finally {
      this.end();
    }
  }

  receive(events: readonly RecordedEvent[]): void {
    this.waiting.push(...events);
    if (this.waiting.length > MAX_WAITING_EVENTS) this.end();
    else if (!this.working) void this.work();
  }

  /** Ends the stream; the browser comes back by itself and tells what it has seen. */
  end(): void {
    if (this.ending.signal.aborted) return;
    this.ending.abort();
    this.tail.leave(this);
    for (const timer of this.timers) clearInterval(timer);
    if (this.raw.writableLength > MAX_BUFFERED_BYTES) this.raw.destroy();
    else this.raw.end();
  }

  private async replay(feed: EventFeed): Promise<void> {
    const { signal } = this.ending;
    this.tail.start();
    for await (const { events, caughtUp } of feed.subscribe(
      { position: this.seen, eventId: null },
      { signal },
    )) {
      for (const event of events) await this.show(event);
      if (signal.aborted || (caughtUp && this.tail.join(this, this.seen))) return;
    }
  }

  private async work(): Promise<void> {
    this.working = true;
    try {
      for (let event = this.waiting.shift(); event !== undefined; event = this.waiting.shift())
        await this.show(event);
    } catch {
      this.end();
    }
    this.working = false;
  }

  private async show(event: RecordedEvent): Promise<void> {
    if (this.ending.signal.aborted || event.position <= this.seen) return;
    const message = await this.subscription.select(event);
    this.seen = event.position;
    if (message === null) return;
    this.write(`id: ${event.position}\nevent: ${message.event}\ndata: ${JSON.stringify(message.data)}\n\n`);
  }

  /** A reader who does not take what is sent is cut, not waited for. */
  private write(text: string): void {
    if (this.ending.signal.aborted) return;
    this.raw.write(text);
    if (this.raw.writableLength > MAX_BUFFERED_BYTES) this.end();
  }

  private async askAgain(): Promise<void> {
    try {
      this.unanswered++;
      if (!(await this.subscription.stillAllowed())) this.end();
      this.unanswered = 0;
    } catch {
      if (this.unanswered >= MAX_UNANSWERED) this.end();
    }
  }

  private every(milliseconds: number, work: () => unknown): void {
    this.timers.push(setInterval(work, milliseconds));
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
