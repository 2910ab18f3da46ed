import { decodeEvent, encodeRequest, isStreamName } from '../codec.js';
import {
  type AppendRequest,
  type AppendResult,
  BOUNDS,
  EventStore,
  type ExpectedRevision,
  type ReadOptions,
  StoreUnavailable,
} from '../event-store.js';
import type { RecordedEvent } from '../recorded-event.js';
import type { Answer } from './append-messages.js';
import type { Append, Appender } from './appender.js';
import type { Claims } from './claims.js';
import { KnownIds } from './known-ids.js';
import type { LogIdentity } from './log-marker.js';
import { type Commit, toPosition } from './log-position.js';
import type { LogReader } from './log-reader.js';
import type { LogTail, Watch } from './log-tail.js';
import { ANSWER_MS } from './retry.js';
import type { StoredEvent } from './stored-event.js';

type Stored = Extract<Answer, { stored: true }>;

const WHOLE = { from: 0, limit: BOUNDS.revision, backwards: false } as const;
const LOOK_AGAIN_MS = 20;

/** Appends and reads of single streams on EventStoreDB. */
export class EventStoreDbEventStore extends EventStore {
  private readonly ids = new KnownIds();
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(
    private readonly log: LogIdentity,
    private readonly appender: Appender,
    private readonly reader: LogReader,
    private readonly tail: LogTail,
    private readonly claims: Claims,
  ) {
    super();
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    const encoded = encodeRequest(request);
    const { stream, expected } = request;
    this.log.assertSame();
    // In the order in which they came: an append may build on one that is under way, and an equal one that arrives
    // meanwhile is left without an answer by the server.
    const before = this.underWay.get(stream);
    const carried = this.after(before, () =>
      this.carry({ stream, expected, events: encoded.events }, encoded.bytes),
    );
    this.underWay.set(stream, carried);
    try {
      return await carried;
    } finally {
      if (this.underWay.get(stream) === carried) this.underWay.delete(stream);
    }
  }

  async read(stream: string, options: ReadOptions = {}): Promise<RecordedEvent[]> {
    if (!isStreamName(stream)) return [];
    const { backwards = false, limit = BOUNDS.revision } = options;
    this.log.assertSame();
    const { from = backwards ? BOUNDS.revision : 0 } = options;
    const isEnd = backwards && from >= BOUNDS.revision;
    if (limit <= 0) return [];
    const slice = { from: isEnd ? undefined : Math.min(from, BOUNDS.revision), limit, backwards };
    const events = await this.reader.stream(stream, slice);
    if (!backwards) this.learn(stream, events);
    return this.shown(events);
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.underWay.values());
  }

  private async after<T>(before: Promise<unknown> | undefined, work: () => Promise<T>): Promise<T> {
    await before?.catch(toldToItsCaller);
    return work();
  }

  private async carry(append: Append, bytes: number): Promise<AppendResult> {
    for (const end = Date.now() + ANSWER_MS; ; await pause()) {
      const result = (await this.fits(append)) ? await this.send(append, bytes) : await this.settle(append);
      if (result !== undefined) return result;
      // What was in the way can be read only in a moment, or came and went meanwhile.
      if (Date.now() > end) throw new StoreUnavailable('The event store contradicts itself about a stream.');
    }
  }

  private async send(append: Append, bytes: number): Promise<AppendResult | undefined> {
    const watch = this.tail.watch(append.events.map(({ id }) => id));
    try {
      const since = this.tail.reached.commit;
      const answer = await this.appender.append(append, bytes);
      return answer.stored ? await this.stood(append, answer, watch, since) : await this.settle(append);
    } finally {
      watch.end();
    }
  }

  /** False where the stream is known to end elsewhere, or to hold one of the ids: nothing is sent then. */
  private async fits({ stream, expected, events }: Append): Promise<boolean> {
    const length = expected === 'no-stream' ? 0 : expected + 1;
    if (this.ids.of(stream).length < length) this.learn(stream, await this.reader.stream(stream, WHOLE));
    const known = this.ids.of(stream);
    return known.length === length && !events.some(({ id }) => known.includes(id));
  }

  /**
   * Says where the events stand. The server answers alike for what it stored now and before, and drops other data that
   * comes with ids it knows: only the event itself tells.
   */
  private async stood(
    append: Append,
    { commit }: Stored,
    { seen }: Watch,
    since: Commit,
  ): Promise<AppendResult | undefined> {
    await this.tail.reach(commit, ANSWER_MS).catch(toldToItsCaller);
    const stored = append.events.map(({ id }) => seen.get(id));
    const isOurs = append.events.every(({ data, meta }, index) => {
      return stored[index]?.data === data && stored[index]?.meta === meta;
    });
    if (!isOurs || commit <= since) return this.settle(append);
    const events = stored as StoredEvent[];
    const isFirst = this.claims.take(toPosition(this.log.id, commit));
    return this.placed(isFirst ? 'appended' : 'duplicate', events);
  }

  /** Reads the stream to say what is in the way of an append; undefined where nothing is, as far as can be read. */
  private async settle({ stream, expected, events }: Append): Promise<AppendResult | undefined> {
    const first = expected === 'no-stream' ? 0 : expected + 1;
    const standing = await this.reader.stream(stream, WHOLE);
    this.learn(stream, standing);
    const places = events.map(({ id }) => standing.findIndex((event) => event.id === id));
    if (places.every((place, index) => place === first + index)) {
      return this.placed('duplicate', standing.slice(first, first + events.length));
    }
    if (places.some((place) => place >= 0)) return { outcome: 'overlap' };
    const current: ExpectedRevision = standing.length === 0 ? 'no-stream' : standing.length - 1;
    return current === expected ? undefined : { outcome: 'conflict', current };
  }

  private async placed(
    outcome: 'appended' | 'duplicate',
    stored: readonly StoredEvent[],
  ): Promise<AppendResult> {
    const events = await this.shown(stored);
    const last = events.at(-1);
    if (last === undefined) throw new Error('An append without events was carried.');
    this.learn(last.stream, stored);
    const positions = events.map(({ position }) => position);
    // The server stamps each event of an append by itself, most often within one millisecond.
    const isOneTime = events.every(({ recordedAt }) => recordedAt.getTime() === last.recordedAt.getTime());
    return { outcome, revision: last.revision, positions, recordedAt: isOneTime ? last.recordedAt : null };
  }

  /** As the ports show them, with times that never go back along the log. */
  private async shown(events: readonly StoredEvent[]): Promise<RecordedEvent[]> {
    const latest = events.reduce((max, { commit }) => (commit > max ? commit : max), 0n);
    await this.tail.reach(latest);
    return events.map((event) => toEvent(this.log.id, this.tail, event));
  }

  private learn(stream: string, events: readonly StoredEvent[]): void {
    const [first] = events;
    if (first !== undefined)
      this.ids.learn(
        stream,
        first.revision,
        events.map(({ id }) => id),
      );
  }
}

/** An event that came by the tail, as the ports show it. */
export function toEvent(logId: string, tail: LogTail, stored: StoredEvent): RecordedEvent {
  const { stream, revision, commit, id, type } = stored;
  return {
    stream,
    revision,
    position: toPosition(logId, commit),
    id,
    type,
    ...decodeEvent(stored),
    recordedAt: new Date(tail.times.timeOf(stored)),
  };
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
}

/** Whoever sent it was told; what comes next finds out for itself. */
function toldToItsCaller(): void {}
