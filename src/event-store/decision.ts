import type { Actor } from '../kernel/actor.js';
import type { DomainEvent, Fact } from '../kernel/decider.js';
import { DomainError } from '../kernel/domain-error.js';
import { derivedId } from '../kernel/ids.js';
import { type AppendResult, EventStore, type ExpectedRevision, InvalidAppend } from './event-store.js';
import type { EventMetadata, NewEvent, Position, RecordedEvent } from './recorded-event.js';

/** Who sends a command, when, and by which request; the same for every module. */
export interface CommandContext {
  readonly commandId: string;
  readonly requestHash: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** The service's clock when the command was taken in. */
  readonly now: Date;
}

/** How the events of one kind of stream are read: their fold and their newest shapes. */
export interface StreamFold<S, E extends DomainEvent> {
  readonly initial: S;
  evolve(state: S, fact: Fact<E>): S;
  /** Brings a stored event to its newest shape. */
  upcast(event: RecordedEvent): E;
  /** Newest shape version of a type. */
  versionOf(type: E['type']): number;
}

/** `If-Match`, read but not judged: a revision, something unusable, or nothing. */
export type IfMatch = number | 'unusable' | undefined;

export interface Precondition {
  readonly ifMatch: IfMatch;
  /** True where the action may not go without `If-Match`. */
  readonly required: boolean;
  /** Types after the given revision that make it stale; others (a note, a raise by the clock) do not. */
  readonly conflicts: ReadonlySet<string>;
}

/** One command to one stream. The members are asked in the order of the contract. */
export interface DecisionRequest<S, E extends DomainEvent> {
  readonly stream: string;
  readonly fold: StreamFold<S, E>;
  readonly context: CommandContext;
  /**
   * The command opens the stream: it is decided without a read, which follows only where the append is refused;
   * a stream that another command opened is `id_taken`.
   */
  readonly opens?: boolean;
  /**
   * Says in which capacity the person acts; throws where the stream may not be seen (`not_found`) or the action is
   * not permitted. A retry is asked over the state that its first try met, so that a person who by acting lost
   * sight of a stream still gets the answer.
   */
  authorise(state: S): Actor;
  readonly precondition?: Precondition;
  /** Throws the rule's refusal; an empty answer is refused as `nothing_to_change`. */
  decide(state: S, by: Actor): readonly E[];
  /** Area and times of the report for the metadata of the decided events. */
  about(state: S): Pick<EventMetadata, 'area' | 'occurredAt' | 'knownAt' | 'receivedAt'>;
}

/** What a command recorded, from what is stored: the same for the first try and for every retry. */
export interface Decided<S> {
  /** The state right after the command's own events. */
  readonly state: S;
  readonly revision: number;
  readonly position: Position;
  /** When the first of the command's events was recorded. */
  readonly recordedAt: Date;
  readonly events: readonly RecordedEvent[];
  /** True when an earlier try had recorded it. */
  readonly replayed: boolean;
}

const ATTEMPTS = 5;
/** Commands decided together at most, and waiting on one stream at most. */
const CHAIN = 32;
const WAITING = 500;

interface Waiting {
  readonly request: DecisionRequest<unknown, DomainEvent>;
  resolve(decided: Decided<unknown>): void;
  reject(error: unknown): void;
}

/**
 * Carries commands to their streams. Commands on one stream queue in the process; those that wait are decided
 * in memory and appended as one request, which stands or falls whole (rule 6). The stream is the receipt: a
 * command found in it is answered from it (rule 3).
 */
export class Decisions {
  private readonly queues = new Map<string, Waiting[]>();

  constructor(private readonly store: EventStore) {}

  /**
   * Errors: `DomainError` of the rule; `key_reused`; `id_taken`; `if_match_missing`; `stale_revision`; `concurrent_change`
   * after five lost races; `StoreUnavailable`, `StoreOverloaded` from the store.
   */
  decide<S, E extends DomainEvent>(request: DecisionRequest<S, E>): Promise<Decided<S>> {
    return new Promise<Decided<S>>((resolve, reject) => {
      const waiting = { request, resolve, reject } as unknown as Waiting;
      const queue = this.queues.get(request.stream);
      if (queue === undefined) {
        this.queues.set(request.stream, [waiting]);
        void this.work(request.stream);
      } else if (queue.length >= WAITING) {
        reject(new DomainError('overloaded'));
      } else {
        queue.push(waiting);
      }
    });
  }

  private async work(stream: string): Promise<void> {
    const queue = this.queues.get(stream) ?? [];
    while (queue.length > 0) {
      await this.settleOrReject(stream, queue.splice(0, CHAIN));
    }
    this.queues.delete(stream);
  }

  private async settleOrReject(stream: string, chain: readonly Waiting[]): Promise<void> {
    try {
      await this.settle(stream, chain);
    } catch (error) {
      if (error instanceof InvalidAppend && chain.length > 1) {
        // Too large together, or one of them cannot be stored: each goes alone, so that none fails for another.
        for (const waiting of chain) await this.settleOrReject(stream, [waiting]);
      } else {
        for (const waiting of chain) waiting.reject(error);
      }
    }
  }

  private async settle(stream: string, chain: readonly Waiting[]): Promise<void> {
    let history = chain.every(({ request }) => request.opens) ? [] : await this.store.read(stream);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const tail = new Tail(stream, history, chain);
      if (tail.events.length === 0) return tail.release(history);
      const result = await this.store.append({ stream, expected: tail.expected, events: tail.events });
      if (result.outcome === 'appended' && result.recordedAt !== null) {
        return tail.release([...history, ...stored(tail, result, result.recordedAt)]);
      }
      history = await this.store.read(stream);
      if (result.outcome === 'appended') return tail.release(history);
      if (result.outcome === 'overlap') throw new Error(`Ids of another request stand in ${stream}.`);
    }
    throw new DomainError('concurrent_change');
  }
}

/** The commands of one chain decided over one history; nothing is told to anybody before the append stands. */
class Tail {
  readonly expected: ExpectedRevision;
  readonly events: NewEvent[] = [];
  private readonly outcomes: { waiting: Waiting; error?: unknown }[] = [];

  constructor(
    readonly stream: string,
    history: readonly RecordedEvent[],
    chain: readonly Waiting[],
  ) {
    this.expected = history.length === 0 ? 'no-stream' : history.length - 1;
    const seen = [...history];
    for (const waiting of chain) {
      try {
        this.add(waiting.request, seen);
        this.outcomes.push({ waiting });
      } catch (error) {
        this.outcomes.push({ waiting, error });
      }
    }
  }

  /** Tells every waiting caller its outcome, from the history that now stands. */
  release(history: readonly RecordedEvent[]): void {
    for (const { waiting, error } of this.outcomes) {
      if (error !== undefined) waiting.reject(error);
      else waiting.resolve(answer(waiting.request, history, !this.isNew(waiting.request)));
    }
  }

  private isNew({ context }: DecisionRequest<unknown, DomainEvent>): boolean {
    return this.events.some((event) => event.meta.commandId === context.commandId);
  }

  private add(request: DecisionRequest<unknown, DomainEvent>, seen: RecordedEvent[]): void {
    const { fold, context } = request;
    const earlier = seen.find((event) => event.meta.commandId === context.commandId);
    const state = foldRecorded(fold, earlier === undefined ? seen : seen.slice(0, earlier.revision));
    const actor = request.authorise(state);
    if (earlier !== undefined) {
      if (earlier.meta.requestHash !== context.requestHash) throw new DomainError('key_reused');
      return;
    }
    if (request.opens && seen.length > 0) throw new DomainError('id_taken');
    if (request.precondition) checkPrecondition(request.precondition, seen);
    const decided = request.decide(state, actor);
    if (decided.length === 0) throw new DomainError('nothing_to_change');
    decided.forEach((event, index) => {
      const next = this.newEvent(request, state, actor, event, index);
      this.events.push(next);
      seen.push({
        ...next,
        stream: this.stream,
        revision: seen.length,
        position: '',
        recordedAt: context.now,
      });
    });
  }

  private newEvent(
    { fold, context, about }: DecisionRequest<unknown, DomainEvent>,
    state: unknown,
    actor: Actor,
    event: DomainEvent,
    index: number,
  ): NewEvent {
    const { commandId, requestHash, correlationId, causationId } = context;
    return {
      id: derivedId(commandId, index),
      type: event.type,
      data: event.data,
      meta: {
        v: fold.versionOf(event.type),
        commandId,
        requestHash,
        correlationId,
        causationId,
        actor,
        ...about(state),
      },
    };
  }
}

/** A stored event as the fact that folds read. */
export function factOf<S, E extends DomainEvent>(fold: StreamFold<S, E>, event: RecordedEvent): Fact<E> {
  return { ...fold.upcast(event), by: event.meta.actor, at: event.recordedAt.toISOString() };
}

/** The state after the given events. */
export function foldRecorded<S, E extends DomainEvent>(
  fold: StreamFold<S, E>,
  events: Iterable<RecordedEvent>,
): S {
  let state = fold.initial;
  for (const event of events) state = fold.evolve(state, factOf(fold, event));
  return state;
}

function stored(
  tail: Tail,
  result: Extract<AppendResult, { outcome: 'appended' | 'duplicate' }>,
  recordedAt: Date,
): RecordedEvent[] {
  const first = result.revision - tail.events.length + 1;
  return tail.events.map((event, index) => ({
    ...event,
    stream: tail.stream,
    revision: first + index,
    position: result.positions[index] as Position,
    recordedAt,
  }));
}

function answer(
  { fold, context }: DecisionRequest<unknown, DomainEvent>,
  history: readonly RecordedEvent[],
  replayed: boolean,
): Decided<unknown> {
  const events = history.filter((event) => event.meta.commandId === context.commandId);
  const first = events[0];
  const last = events.at(-1);
  if (first === undefined || last === undefined)
    throw new Error('A command was answered before it stood in its stream.');
  return {
    state: foldRecorded(fold, history.slice(0, last.revision + 1)),
    revision: last.revision,
    position: last.position,
    recordedAt: first.recordedAt,
    events,
    replayed,
  };
}

function checkPrecondition(
  { ifMatch, required, conflicts }: Precondition,
  seen: readonly RecordedEvent[],
): void {
  if (ifMatch === undefined) {
    if (required) throw new DomainError('if_match_missing');
    return;
  }
  const revision = seen.length - 1;
  const since = ifMatch === 'unusable' ? [] : seen.slice(ifMatch + 1);
  const unreached = ifMatch === 'unusable' || ifMatch > revision;
  if (unreached || since.some((event) => conflicts.has(event.type))) {
    throw new DomainError('stale_revision', {
      revision,
      since: since.map(({ type, revision, recordedAt }) => ({
        type,
        revision,
        recordedAt: recordedAt.toISOString(),
      })),
    });
  }
}
