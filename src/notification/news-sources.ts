import type { NewsSource } from './told.js';

/** Everything that gives people something to do, by the kind of its streams. */
export class NewsSources {
  constructor(private readonly sources: readonly NewsSource[]) {}

  /** The source that reads the stream, null where none does. */
  of(stream: string): NewsSource | null {
    return this.sources.find(({ streams }) => stream.startsWith(`${streams}-`)) ?? null;
  }
}
