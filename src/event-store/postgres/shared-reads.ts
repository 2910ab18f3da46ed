import type { RecordedEvent } from '../recorded-event.js';

/** Readers at the end of the log are this far apart at most. */
const KEPT_MS = 100;

/** One query of the log, for everybody who stands at its place. */
export interface SharedRead {
  readonly events: Promise<readonly RecordedEvent[]>;
  /** Wake-ups that had come when it began: what was appended after is not promised to be in it. */
  readonly begunAt: number;
}

interface Kept extends SharedRead {
  readonly number: number;
  found: boolean;
}

/**
 * Readers that stand at the same place of the log are answered by one query. Events never change and have no gaps, so
 * what was found behind a place stays right, if perhaps not the whole; that nothing was found is only told to those who
 * asked at the same time.
 */
export class SharedReads {
  private readonly reads = new Map<string, Kept>();
  private begun = 0;

  /** How many reads have begun. A reader shares only those that begin after it came, and so sees all that stood then. */
  get count(): number {
    return this.begun;
  }

  /** A read of the place that began after the first `since` reads; begins one where there is none. */
  share(
    place: string,
    since: number,
    wakeUps: number,
    read: () => Promise<readonly RecordedEvent[]>,
  ): SharedRead {
    const known = this.reads.get(place);
    const usable = known !== undefined && known.number > since && (known.found || known.begunAt === wakeUps);
    return usable ? known : this.begin(place, wakeUps, read);
  }

  private begin(place: string, wakeUps: number, read: () => Promise<readonly RecordedEvent[]>): Kept {
    const begun: Kept = { events: read(), begunAt: wakeUps, number: ++this.begun, found: false };
    this.reads.set(place, begun);
    begun.events.then(
      (events) => {
        begun.found = events.length > 0;
        if (begun.found) setTimeout(() => this.forget(place, begun), KEPT_MS).unref();
        else this.forget(place, begun);
      },
      () => this.forget(place, begun),
    );
    return begun;
  }

  private forget(place: string, read: Kept): void {
    if (this.reads.get(place) === read) this.reads.delete(place);
  }
}
