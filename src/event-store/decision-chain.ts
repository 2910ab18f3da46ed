import type { Actor } from '../kernel/actor.js';
import type { DomainEvent } from '../kernel/decider.js';
import { DomainError } from '../kernel/domain-error.js';
import { derivedId } from '../kernel/ids.js';
import { decodeEvent, encodeEvent, sizeOf } from './codec.js';
import type { Decided, DecisionRequest, Precondition, Waiting } from './decision-request.js';
import { type AppendResult, BOUNDS, type ExpectedRevision, InvalidAppend } from './event-store.js';
import type { NewEvent, Position, RecordedEvent } from './recorded-event.js';
import type { StreamHistory } from './stream-fold.js';

type Command = DecisionRequest<unknown, DomainEvent>;
type Appended = Extract<AppendResult, { outcome: 'appended' | 'duplicate' }>;
type Outcome = { readonly replayed: boolean } | { readonly refusal: unknown };

/** A command's events as they will be read back, with their size in bytes. */
interface Draft {
  readonly events: readonly NewEvent[];
  readonly bytes: number;
}

/**
 * Commands of one stream decided one after the other over a history and over each other's events. Nothing is told to
 * anybody before the events stand, and no refusal that was decided over events which do not stand yet: such a command,
 * and what does not fit into one append, is `left` for the next chain.
 */
export class DecisionChain {
  readonly expected: ExpectedRevision;
  readonly events: NewEvent[] = [];
  readonly left: Waiting[] = [];
  private readonly outcomes = new Map<Waiting, Outcome>();
  private seen: StreamHistory;
  private bytes = 0;

  constructor(
    readonly stream: string,
    private readonly history: StreamHistory,
    chain: readonly Waiting[],
  ) {
    const { length } = history.events;
    this.expected = length === 0 ? 'no-stream' : length - 1;
    this.seen = history;
    for (const waiting of chain) this.take(waiting);
  }

  /** True where a command was refused, which only a history that was read may do. */
  get refuses(): boolean {
    return [...this.outcomes.values()].some((outcome) => 'refusal' in outcome);
  }

  /** The history with this chain's events as the store placed them. */
  stood({ revision, positions }: Appended, recordedAt: Date): StreamHistory {
    const first = revision - this.events.length + 1;
    return this.history.followedBy(
      this.events.map((event, index) => ({
        ...event,
        stream: this.stream,
        revision: first + index,
        position: positions[index] as Position,
        recordedAt,
      })),
    );
  }

  /** Tells every caller that is not left its outcome, from the history that now stands. */
  tell(history: StreamHistory): void {
    for (const [{ request, resolve, reject }, outcome] of this.outcomes) {
      if ('refusal' in outcome) {
        reject(outcome.refusal);
        continue;
      }
      try {
        resolve(answer(request, history, outcome.replayed));
      } catch (error) {
        reject(error);
      }
    }
  }

  /**
   * After the last lost race: tells what stands without this chain, which may be the very command by another try of
   * it, and gives up the rest.
   */
  giveUp(): void {
    const refusal = new DomainError('concurrent_change');
    for (const [waiting, outcome] of this.outcomes)
      if ('replayed' in outcome && !outcome.replayed) this.outcomes.set(waiting, { refusal });
    this.tell(this.history);
  }

  private take(waiting: Waiting): void {
    try {
      const draft = this.decide(waiting.request);
      if (draft === 'recorded') this.outcomes.set(waiting, { replayed: true });
      else if (this.holds(draft)) this.add(waiting, draft);
      else this.left.push(waiting);
    } catch (refusal) {
      if (this.events.length > 0) this.left.push(waiting);
      else this.outcomes.set(waiting, { refusal });
    }
  }

  private holds({ events, bytes }: Draft): boolean {
    if (this.events.length === 0 && events.length > BOUNDS.eventsPerAppend) {
      throw new InvalidAppend('The command records more events than an append may hold.');
    }
    if (this.events.length === 0 && bytes > BOUNDS.bytesPerAppend) {
      throw new InvalidAppend('The command records more than an append may hold.');
    }
    return (
      this.events.length + events.length <= BOUNDS.eventsPerAppend &&
      this.bytes + bytes <= BOUNDS.bytesPerAppend
    );
  }

  private add(waiting: Waiting, { events, bytes }: Draft): void {
    const { fold, context } = waiting.request;
    const next = this.seen.followedBy(
      events.map((event, index) => ({
        ...event,
        stream: this.stream,
        revision: this.seen.events.length + index,
        position: '',
        recordedAt: context.now,
      })),
    );
    // Folded at once: events that the fold cannot read are this command's fault, not the next one's.
    next.state(fold);
    this.seen = next;
    this.events.push(...events);
    this.bytes += bytes;
    this.outcomes.set(waiting, { replayed: false });
  }

  /** The order of checks is the contract's: may it, is it recorded already, `If-Match`, the rule. */
  private decide(command: Command): Draft | 'recorded' {
    const { fold, context, opens, precondition } = command;
    const { events } = this.seen;
    const earlier = events.find((event) => event.meta.commandId === context.commandId);
    const met = earlier?.revision ?? (opens ? 0 : events.length);
    const state = this.seen.state(fold, met);
    const actor = command.authorise(state);
    if (earlier !== undefined) {
      if (earlier.meta.requestHash !== context.requestHash) throw new DomainError('key_reused');
      return 'recorded';
    }
    if (opens && events.length > 0) throw new DomainError('id_taken');
    if (precondition) checkPrecondition(precondition, events);
    const decided = command.decide(state, actor);
    if (decided.length === 0) throw new DomainError('nothing_to_change');
    return this.draft(command, state, actor, decided);
  }

  private draft(command: Command, state: unknown, actor: Actor, decided: readonly DomainEvent[]): Draft {
    const { fold, context } = command;
    const { commandId, requestHash, correlationId, causationId } = context;
    const about = command.about(state);
    const encoded = decided.map((event, index) =>
      encodeEvent({
        // The stream is part of it: the same key with another stream's id in the body is another command.
        id: derivedId(commandId, `${this.stream}/${index}`),
        type: event.type,
        data: event.data,
        meta: {
          v: fold.versionOf(event.type),
          commandId,
          requestHash,
          correlationId,
          causationId,
          actor,
          ...about,
        },
      }),
    );
    return {
      events: encoded.map((event) => ({ id: event.id, type: event.type, ...decodeEvent(event) })),
      bytes: encoded.reduce((sum, event) => sum + sizeOf(event), 0),
    };
  }
}

function answer({ fold, context }: Command, history: StreamHistory, replayed: boolean): Decided<unknown> {
  const events = history.events.filter((event) => event.meta.commandId === context.commandId);
  const first = events[0];
  const last = events.at(-1);
  if (first === undefined || last === undefined) {
    throw new Error('A command was answered before it stood in its stream.');
  }
  return {
    state: history.state(fold, last.revision + 1),
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
  const unusable = ifMatch === 'unusable' || ifMatch > revision;
  if (!unusable && !since.some((event) => conflicts.has(event.type))) return;
  throw new DomainError('stale_revision', {
    revision,
    since: since.map(({ type, revision, recordedAt }) => ({
      type,
      revision,
      recordedAt: recordedAt.toISOString(),
    })),
  });
}
