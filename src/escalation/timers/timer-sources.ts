import type { TimerSource } from './timer-source.js';

/** Every view that holds timers. Rooms name theirs when they are made. */
export class TimerSources {
  private readonly sources: TimerSource[] = [];

  add(source: TimerSource): void {
    const { name, projection } = source;
    if (this.sources.some((other) => other.name === name))
      throw new Error(`Two timer sources named ${name}.`);
    if (!projection.indexes.some((tail) => tail.startsWith('(next_due_at)')))
      throw new Error(`${projection.name} needs an index on (next_due_at) where next_due_at is not null.`);
    this.sources.push(source);
  }

  get all(): readonly TimerSource[] {
    return this.sources;
  }

  of(name: string): TimerSource {
    const source = this.sources.find((one) => one.name === name);
    if (source === undefined) throw new Error(`No timer source is named ${name}.`);
    return source;
  }
}
