import { setTimeout } from 'node:timers/promises';
import { EventFeed } from '../event-store/event-feed.js';
import type { Position, RecordedEvent } from '../event-store/recorded-event.js';

const RETRY_MS = 1_000;

/** Gets every event after the tail's position, in order. */
export interface TailListener {
  receive(events: readonly RecordedEvent[]): void;
}

/**
 * One reader of the log's end for all connections of the process. It reads only while somebody listens.
 */
export class LiveTail {
  private readonly listeners = new Set<TailListener>();
  private reading: AbortController | null = null;
  private seen: Position | null = null;

  constructor(private readonly feed: EventFeed) {}

  /** How far the tail has read; null before its first batch. */
  get position(): Position | null {
    return this.seen;
  }

  /** Starts to read, so that listeners can join once they have caught up. */
  start(): void {
    if (this.reading !== null) return;
    this.reading = new AbortController();
    void this.read(this.reading.signal);
  }

  /**
   * True when the listener has joined: it has seen all that the tail has seen, so whatever the tail reads next is
   * new to it, apart from what it read ahead.
   */
  join(listener: TailListener, seen: Position): boolean {
    if (this.seen === null || seen < this.seen) return false;
    this.listeners.add(listener);
    return true;
  }

  leave(listener: TailListener): void {
    this.listeners.delete(listener);
  }

  stop(): void {
    this.reading?.abort();
    this.reading = null;
    this.seen = null;
    this.listeners.clear();
  }

  private async read(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const from = this.seen ?? (await this.feed.end());
        if (signal.aborted) return;
        this.seen = from;
        for await (const { events } of this.feed.subscribe({ position: from, eventId: null }, { signal })) {
          if (signal.aborted) return;
          this.seen = events.at(-1)?.position ?? this.seen;
          if (events.length > 0) for (const listener of [...this.listeners]) listener.receive(events);
        }
      } catch {
        // The log is away: connections stay open, and nothing is skipped when it is back.
        await setTimeout(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
