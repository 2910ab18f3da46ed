import type { DomainEvent } from '../kernel/decider.js';
import { DomainError } from '../kernel/domain-error.js';
import { DecisionChain } from './decision-chain.js';
import type { Decided, DecisionRequest, Waiting } from './decision-request.js';
import { type AppendResult, EventStore } from './event-store.js';
import { RecentHistories } from './recent-histories.js';
import { StreamHistory } from './stream-fold.js';

export type { CommandContext, Decided, DecisionRequest, IfMatch, Precondition } from './decision-request.js';
export { factOf, foldRecorded, type StreamFold } from './stream-fold.js';

/** How often a chain is decided at most; each time another process was faster. */
const ATTEMPTS = 5;
/** Commands decided together at most, and waiting on one stream at most. */
const CHAIN = 32;
const WAITING = 500;

/** Somebody else was faster; with a duplicate it was another process that had the same command. */
type Obstacle = Exclude<AppendResult['outcome'], 'appended'>;

/** What is known of a stream when a chain is through, and the commands that have to be decided in the next. */
interface Settled {
  readonly history: StreamHistory;
  readonly left: readonly Waiting[];
}

/**
 * Carries commands to their streams. Commands on one stream queue in the process; those that wait are decided
 * in memory and appended as one request, which stands or falls whole (rule 6). The stream is the receipt: a
 * command found in it is answered from it (rule 3).
 */
export class Decisions {
  private readonly queues = new Map<string, Waiting[]>();
  private readonly recent = new RecentHistories();

  constructor(private readonly store: EventStore) {}

  /**
   * Errors: `DomainError` of the rule; `key_reused`; `id_taken`; `nothing_to_change`; `if_match_missing`;
   * `stale_revision`; `concurrent_change` after five lost races; `overloaded`; `InvalidAppend` for events that cannot
   * be stored; `StoreUnavailable`, `StoreOverloaded` from the store.
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
    let history = this.recent.take(stream) ?? new StreamHistory();
    while (queue.length > 0) {
      // One turn of the event loop, so that who was just answered can travel with those who wait.
      await new Promise(setImmediate);
      const chain = queue.splice(0, CHAIN);
      try {
        const settled = await this.settle(stream, history, chain);
        history = settled.history;
        queue.unshift(...settled.left);
      } catch (error) {
        history = new StreamHistory();
        for (const waiting of chain) waiting.reject(error);
      }
    }
    this.recent.keep(stream, history);
    this.queues.delete(stream);
  }

  private async settle(stream: string, known: StreamHistory, commands: readonly Waiting[]): Promise<Settled> {
    // An append at an exact revision finds out what is not known; only a refusal has to be sure first.
    const tries = known.events.length > 0 || commands.every(({ request }) => request.opens);
    let history = tries ? known : await this.readOn(stream, known);
    let chain = new DecisionChain(stream, history, commands);
    if (tries && chain.refuses) {
      history = await this.readOn(stream, known);
      chain = new DecisionChain(stream, history, commands);
    }
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const stands = await this.append(chain, history);
      if (stands instanceof StreamHistory) {
        chain.tell(stands);
        return { history: stands, left: chain.left };
      }
      const before = history.events.length;
      history = await this.readOn(stream, history);
      if (stands === 'overlap' && history.events.length === before) {
        throw new Error(`Ids that belong into ${stream} stand elsewhere in the log.`);
      }
      chain = new DecisionChain(stream, history, commands);
    }
    chain.giveUp();
    return { history, left: chain.left };
  }

  /** The history in which the chain stands, or what was in its way: reading on shows it. */
  private async append(chain: DecisionChain, history: StreamHistory): Promise<StreamHistory | Obstacle> {
    const { stream, expected, events } = chain;
    if (events.length === 0) return history;
    const result = await this.store.append({ stream, expected, events });
    if (result.outcome !== 'appended') return result.outcome;
    return result.recordedAt === null ? this.readOn(stream, history) : chain.stood(result, result.recordedAt);
  }

  private async readOn(stream: string, known: StreamHistory): Promise<StreamHistory> {
    return known.followedBy(await this.store.read(stream, { from: known.events.length }));
  }
}
