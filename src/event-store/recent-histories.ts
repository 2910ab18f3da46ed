import type { StreamHistory } from './stream-fold.js';

/** Events kept in memory at most, over all streams: some tens of megabytes. */
const EVENTS = 20_000;

/**
 * The streams that were decided on last, as this process knows them. Another process may have appended since: what is
 * kept here is good enough to try an append at an exact revision, and never to refuse anything.
 */
export class RecentHistories {
  private readonly kept = new Map<string, StreamHistory>();
  private events = 0;

  /** Takes the stream's history out; whoever is through with it keeps the newer one. */
  take(stream: string): StreamHistory | undefined {
    const history = this.kept.get(stream);
    if (history === undefined) return undefined;
    this.kept.delete(stream);
    this.events -= history.events.length;
    return history;
  }

  /** Keeps it; what was not used for longest makes room. */
  keep(stream: string, history: StreamHistory): void {
    const { length } = history.events;
    if (length === 0) return;
    this.kept.set(stream, history);
    this.events += length;
    for (const oldest of this.kept.keys()) {
      if (this.events <= EVENTS) return;
      this.take(oldest);
    }
  }
}
