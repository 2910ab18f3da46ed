/** Ids that are kept in memory at most. */
const KEPT = 200_000;

/**
 * The ids of the events of streams that were read or written lately, from revision 0 on. The server takes an event that
 * stands in a stream already once more where the revision is right: only who knows the stream can tell.
 */
export class KnownIds {
  private readonly streams = new Map<string, string[]>();
  private count = 0;

  constructor(private readonly kept = KEPT) {}

  /** The ids of the stream's events by revision, as far as they are known. */
  of(stream: string): readonly string[] {
    return this.streams.get(stream) ?? [];
  }

  /** Takes events that stand in the stream from a revision on; leaves them where some before them are not known. */
  learn(stream: string, from: number, ids: readonly string[]): void {
    const known = this.streams.get(stream) ?? [];
    if (ids.length === 0 || from > known.length) return;
    const fresh = ids.slice(known.length - from);
    known.push(...fresh);
    this.count += fresh.length;
    // Set anew, so that the streams that were used last stand last.
    this.streams.delete(stream);
    this.streams.set(stream, known);
    this.forgetOldest();
  }

  private forgetOldest(): void {
    for (const [stream, ids] of this.streams) {
      if (this.count <= this.kept) return;
      this.streams.delete(stream);
      this.count -= ids.length;
    }
  }
}
