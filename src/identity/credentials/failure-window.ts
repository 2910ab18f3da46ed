/** Counts failures by key in a sliding window. Bounded: the key that failed longest ago is forgotten first. */
export class FailureWindow {
  private readonly failures = new Map<string, number[]>();

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly maxKeys: number,
  ) {}

  /** Milliseconds until the key may try again; 0 where it may now. */
  waitMs(key: string, now: number): number {
    const recent = this.recent(key, now);
    const [oldest] = recent;
    return recent.length < this.limit || oldest === undefined ? 0 : oldest + this.windowMs - now;
  }

  add(key: string, now: number): void {
    const recent = [...this.recent(key, now), now].slice(-this.limit);
    this.failures.delete(key);
    this.failures.set(key, recent);
    if (this.failures.size <= this.maxKeys) return;
    for (const oldest of this.failures.keys()) {
      this.failures.delete(oldest);
      break;
    }
  }

  clear(key: string): void {
    this.failures.delete(key);
  }

  private recent(key: string, now: number): number[] {
    return (this.failures.get(key) ?? []).filter((at) => at > now - this.windowMs);
  }
}
