import type { DomainEvent, Fact } from '../kernel/decider.js';
import type { RecordedEvent } from './recorded-event.js';

/** How the events of one kind of stream are read: their fold and their newest shapes. */
export interface StreamFold<S, E extends DomainEvent> {
  readonly initial: S;
  evolve(state: S, fact: Fact<E>): S;
  /** Brings a stored event to its newest shape. */
  upcast(event: RecordedEvent): E;
  /** Newest shape version of a type. */
  versionOf(type: E['type']): number;
}

/** A stored event as the fact that folds read. */
export function factOf<S, E extends DomainEvent>(fold: StreamFold<S, E>, event: RecordedEvent): Fact<E> {
  return { ...fold.upcast(event), by: event.meta.actor, at: event.recordedAt.toISOString() };
}

/** The state after the given events. */
export function foldRecorded<S, E extends DomainEvent>(
  fold: StreamFold<S, E>,
  events: Iterable<RecordedEvent>,
  from: S = fold.initial,
): S {
  let state = from;
  for (const event of events) state = fold.evolve(state, factOf(fold, event));
  return state;
}

type AnyFold = StreamFold<unknown, DomainEvent>;

interface Reached {
  readonly state: unknown;
  readonly count: number;
}

/** The events of one stream with the states that were folded from them, so that none is folded twice on the way. */
export class StreamHistory {
  private readonly reached: Map<AnyFold, Reached>;

  constructor(
    readonly events: readonly RecordedEvent[] = [],
    reached: ReadonlyMap<AnyFold, Reached> = new Map(),
  ) {
    this.reached = new Map(reached);
  }

  /** This history and what came after it. */
  followedBy(events: readonly RecordedEvent[]): StreamHistory {
    return new StreamHistory([...this.events, ...events], this.reached);
  }

  /** The state after the first `count` events (by default all); fastest when counts grow. */
  state(fold: AnyFold, count: number = this.events.length): unknown {
    const last = this.reached.get(fold);
    const start = last !== undefined && last.count <= count ? last : { state: fold.initial, count: 0 };
    const state = foldRecorded(fold, this.events.slice(start.count, count), start.state);
    if (last === undefined || start === last) this.reached.set(fold, { state, count });
    return state;
  }
}
