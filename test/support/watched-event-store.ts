import {
  type AppendRequest,
  type AppendResult,
  EventStore,
  type ReadOptions,
} from '../../src/event-store/event-store.js';
import type { RecordedEvent } from '../../src/event-store/recorded-event.js';

/** A store whose appends and reads are counted and can be interfered with. */
export class WatchedEventStore extends EventStore {
  readonly requests: AppendRequest[] = [];
  reads = 0;
  /** Happens between a decision and its append. */
  beforeAppend: (request: AppendRequest) => Promise<void> = () => Promise.resolve();
  /** Happens after an append, before its answer arrives. */
  afterAppend: (result: AppendResult) => Promise<void> = () => Promise.resolve();

  constructor(private readonly inner: EventStore) {
    super();
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    this.requests.push(request);
    await this.beforeAppend(request);
    const result = await this.inner.append(request);
    await this.afterAppend(result);
    return result;
  }

  read(stream: string, options?: ReadOptions): Promise<RecordedEvent[]> {
    this.reads++;
    return this.inner.read(stream, options);
  }
}
