import type { RecordedEvent } from '../../../event-store/recorded-event.js';
import type { Principal } from '../../../kernel/grant.js';
import type { LiveMessage } from './live-message.js';
import type { Topic } from './topics.js';

/** What other rooms tell those who follow a board or their own work, beside what happens to cases. */
export abstract class LiveNeighbours {
  /** Null for an event that is not theirs, that no topic names, or that the reader may not see. */
  abstract messageFor(
    event: RecordedEvent,
    reader: Principal,
    topics: readonly Topic[],
  ): Promise<LiveMessage | null>;
}
