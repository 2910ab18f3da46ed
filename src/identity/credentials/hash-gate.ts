import { DomainError } from '../../kernel/domain-error.js';

/** Lets a few expensive works run at once and a bounded number wait for their turn. */
export class HashGate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly slots: number,
    private readonly queue: number,
  ) {}

  /** Runs the work when a slot is free; throws `overloaded` where too many wait already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.running < this.slots) {
      this.running++;
      return;
    }
    if (this.waiting.length >= this.queue) throw new DomainError('overloaded', { retryAfter: 1 });
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands the slot on to who waits longest. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running--;
    else next();
  }
}
