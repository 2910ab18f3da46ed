import type { RecordedEvent } from '../recorded-event.js';

/** Readers at the end of the log are this far apart at most. */
const KEPT_MS = 100;

interface Read {
  readonly events: Promise<readonly RecordedEvent[]>;
  /** Wake-ups that had come when it began: what was appended after is not promised to be in it. */
  readonly begunAt: number;
  found: boolean;
}

/**
 * Readers that stand at the same place of the log are answered by one query. Events never change and have no gaps, so
 * what was found behind a place stays right, if perhaps not the whole; that nothing was found is only told to those who
 * asked at the same time.
 */
export class SharedReads {
  private readonly reads = new Map<string, Read>();

  share(
    from: number,
    limit: number,
    wakeUps: number,
    read: () => Promise<readonly RecordedEvent[]>,
  ): Promise<readonly RecordedEvent[]> {
    const place = `${from}:${limit}`;
    const known = this.reads.get(place);
    if (known !== undefined && (known.found || known.begunAt === wakeUps)) return known.events;
    const begun: Read = { events: read(), begunAt: wakeUps, found: false };
    this.reads.set(place, begun);
    begun.events.then(
      (events) => {
        begun.found = events.length > 0;
        if (begun.found) setTimeout(() => this.forget(place, begun), KEPT_MS).unref();
        else this.forget(place, begun);
      },
      () => this.forget(place, begun),
    );
    return begun.events;
  }

  private forget(place: string, read: Read): void {
    if (this.reads.get(place) === read) this.reads.delete(place);
  }
}
