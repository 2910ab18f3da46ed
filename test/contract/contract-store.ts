import type { EventFeed } from '../../src/event-store/event-feed.js';
import type { AppendRequest, EventStore } from '../../src/event-store/event-store.js';
import type { Position } from '../../src/event-store/recorded-event.js';

/** A store under the contract: a log of its own, with the faults that its kind of store can have. */
export interface ContractStore {
  readonly store: EventStore;
  readonly feed: EventFeed;
  /** The same log as another process has it open. */
  readonly elsewhere: EventStore;
  /**
   * Starts to store the request and stays in the middle of it for as long as this kind of store can; the answer lets
   * it go on.
   */
  slowAppend(request: AppendRequest): Promise<() => Promise<void>>;
  /** Breaks every connection to the store, where there are any. */
  breakConnections(): Promise<void>;
  /** A position of this log that no event has reached. */
  positionBeyondEnd(): Promise<Position>;
  close(): Promise<void>;
}

export type MakeStore = () => Promise<ContractStore>;
