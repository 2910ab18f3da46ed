import type { LiveMessage } from '../../case/views/live-cases/live-message.js';
import type { RecordedEvent } from '../../event-store/recorded-event.js';
import type { Principal } from '../../kernel/grant.js';

/** A cluster or a direction as one reader may follow it. */
export interface Followed {
  readonly area: string;
  /** The reader's office holds it, was given it, or gave it. */
  readonly mine: boolean;
}

/** A kind of stream that boards show beside cases. */
export interface LiveKind {
  readonly event: LiveMessage['event'];
  /** How the stream, as it stands, concerns the reader; null where the reader may not see it. */
  followedBy(reader: Principal, event: RecordedEvent): Promise<Followed | null>;
}
