import type { RecordedEvent } from '../event-store/recorded-event.js';
import type { Principal } from '../kernel/grant.js';
import type { News } from './news.js';

/** News for one office, and who may hear of it. */
export interface Told {
  readonly news: News;
  /** False for somebody who holds the office and may not know of it all the same. */
  mayHear(person: Principal): boolean | Promise<boolean>;
}

/** Whether news still has to be told when its letter is due. */
export interface Standing {
  /** False where the office has acknowledged it meanwhile, or need not act any more. */
  readonly stands: boolean;
  /** As it is by now; null where it has none. */
  readonly severity: number | null;
}

/** A kind of stream that gives people something to do. */
export interface NewsSource {
  /** Streams it reads: `case` reads `case-…`. */
  readonly streams: string;
  /** True for the types of events that may be news: others are passed over without a look at their stream. */
  isNews(type: string): boolean;
  /** What an event of such a type has to be told to whom. */
  newsOf(event: RecordedEvent): Promise<readonly Told[]>;
  /** How the news of such a stream stands by now. */
  standingOf(stream: string, news: News): Promise<Standing>;
}

/** Nothing is to be told any more. */
export const FALLEN: Standing = { stands: false, severity: null };
