import { randomBytes } from 'node:crypto';
import { decodeEvent, type EncodedEvent, encodeRequest } from '../../src/event-store/codec.js';
import {
  type Checkpoint,
  EventFeed,
  type FeedBatch,
  type FeedOptions,
  InvalidPosition,
  LogMismatch,
} from '../../src/event-store/event-feed.js';
import {
  type AppendRequest,
  type AppendResult,
  EventStore,
  type ExpectedRevision,
  type ReadOptions,
} from '../../src/event-store/event-store.js';
import { originalTimeIn } from '../../src/event-store/original-time.js';
import type { Position, RecordedEvent } from '../../src/event-store/recorded-event.js';

/** An event as the model keeps it: its place in `log` is its position. */
interface Line extends EncodedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly at: Date;
}

const IDLE_MS = 1_000;

/**
 * The model that every adapter must agree with: one list of events, read from its start each time. It is as slow as it
 * is plain, and it is only for tests.
 */
export class InMemoryEventStore implements EventStore, EventFeed {
  private readonly id = randomBytes(4).toString('hex');
  private readonly log: Line[] = [];
  private readonly sleepers = new Set<() => void>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  async append(request: AppendRequest): Promise<AppendResult> {
    const { stream, expected } = request;
    const { events } = encodeRequest(request);
    const first = expected === 'no-stream' ? 0 : expected + 1;
    const known = events.map(({ id }) => this.log.findIndex((line) => line.id === id));
    if (known.some((place) => place >= 0)) {
      const inPlace = known.every((place, index) => {
        const line = this.log[place];
        return line?.stream === stream && line.revision === first + index;
      });
      return inPlace ? this.stored('duplicate', known) : { outcome: 'overlap' };
    }
    const current = this.currentOf(stream);
    if (current !== expected) return { outcome: 'conflict', current };
    const now = this.now();
    const places = events.map((event, index) => {
      const at = this.clock(originalTimeIn(event.meta) ?? now);
      return this.log.push({ ...event, stream, revision: first + index, at }) - 1;
    });
    for (const wakeUp of [...this.sleepers]) wakeUp();
    return this.stored('appended', places);
  }

  async read(stream: string, options: ReadOptions = {}): Promise<RecordedEvent[]> {
    const { backwards = false, from = backwards ? Number.MAX_SAFE_INTEGER : 0 } = options;
    const places = [...this.log.keys()].filter((place) => this.log[place]?.stream === stream);
    const wanted = backwards ? places.slice(0, from + 1).reverse() : places.slice(from);
    return wanted.slice(0, options.limit).map((place) => this.eventAt(place));
  }

  async *subscribe(
    after: Checkpoint | null,
    { signal, limit = 500 }: FeedOptions,
  ): AsyncGenerator<FeedBatch> {
    let next = after === null ? 0 : this.placeAfter(after);
    while (!signal.aborted) {
      const places = [...this.log.keys()].slice(next, next + limit);
      const events = places.map((place) => this.eventAt(place));
      next += events.length;
      const caughtUp = events.length < limit;
      yield { events, caughtUp };
      if (caughtUp && next === this.log.length) await this.nextAppend(signal);
    }
  }

  async end(): Promise<Position> {
    return this.positionOf(this.log.length - 1);
  }

  async positionAt(instant: Date): Promise<Position> {
    return this.positionOf(this.log.filter(({ at }) => at <= instant).length - 1);
  }

  parsePosition(text: string): Position {
    this.placeOf(text);
    return text;
  }

  async lag(position: Position | null): Promise<{ events: number; seconds: number }> {
    const behind = this.log.slice(position === null ? 0 : this.placeOf(position) + 1);
    const [oldest] = behind;
    const seconds = oldest === undefined ? 0 : (this.now().getTime() - oldest.at.getTime()) / 1_000;
    return { events: behind.length, seconds: Math.max(seconds, 0) };
  }

  private stored(outcome: 'appended' | 'duplicate', places: readonly number[]): AppendResult {
    const last = this.log[places.at(-1) as number] as Line;
    return {
      outcome,
      revision: last.revision,
      positions: places.map((place) => this.positionOf(place)),
      recordedAt: last.at,
    };
  }

  private currentOf(stream: string): ExpectedRevision {
    return this.log.findLast((line) => line.stream === stream)?.revision ?? 'no-stream';
  }

  /** Milliseconds, never before the last event's. */
  private clock(time: Date): Date {
    const last = this.log.at(-1)?.at.getTime() ?? 0;
    return new Date(Math.max(time.getTime(), last));
  }

  private eventAt(place: number): RecordedEvent {
    const { at, ...line } = this.log[place] as Line;
    return { ...line, ...decodeEvent(line), position: this.positionOf(place), recordedAt: at };
  }

  /** Counted from 1, so that the position before every event is 0. */
  private positionOf(place: number): Position {
    return `${this.id}-${String(place + 1).padStart(10, '0')}`;
  }

  private placeOf(text: string): number {
    const [, id, number] = /^([0-9a-f]{8})-(\d{10})$/.exec(text) ?? [];
    if (id !== this.id || number === undefined) throw new InvalidPosition();
    return Number(number) - 1;
  }

  private placeAfter(checkpoint: Checkpoint): number {
    const { position, eventId } = checkpoint;
    const place = position.startsWith(`${this.id}-`) ? this.placeOf(position) : Number.POSITIVE_INFINITY;
    const fits = eventId === null ? place < this.log.length : this.log[place]?.id === eventId;
    if (!fits) throw new LogMismatch(checkpoint);
    return place + 1;
  }

  private nextAppend(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wakeUp = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wakeUp);
        this.sleepers.delete(wakeUp);
        resolve();
      };
      const timer = setTimeout(wakeUp, IDLE_MS);
      signal.addEventListener('abort', wakeUp);
      this.sleepers.add(wakeUp);
      if (signal.aborted) wakeUp();
    });
  }
}
