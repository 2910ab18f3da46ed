import { DomainError } from '../../kernel/domain-error.js';

/** Where blocks of serials come from, in one step that two processes cannot mix up. */
export abstract class SerialCounter {
  /**
   * Lifts the counter above every recorded serial and above `given`; resolves only after the case view has reached the
   * end that the log had when it was asked. May be called again. Throws `starting` where the view takes too long.
   */
  abstract open(given: number): Promise<void>;
  /** The first serial of a block of `size`; undefined where the counter is gone. */
  abstract take(size: number): Promise<number | undefined>;
}

const BLOCK = 50;

/**
 * Hands out serials for case numbers. They are taken in blocks, so a restart leaves a gap; none is ever given twice,
 * even where the counter's row was lost, because giving begins from the log.
 */
export class CaseNumbers {
  private free: number[] = [];
  /** The last serial of the newest block: those before it may still be on their way to the log. */
  private given = 0;
  private opened: Promise<void> | undefined;
  private filling: Promise<void> | undefined;

  constructor(private readonly counter: SerialCounter) {}

  /** Begins to get ready; a failure is tried again by the next `take`. */
  open(): Promise<void> {
    this.opened ??= this.counter.open(this.given).catch((error: unknown) => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  /** A serial that nobody else has. Throws `starting` where the view is still behind the log. */
  async take(): Promise<number> {
    await this.open();
    while (this.free.length === 0) {
      this.filling ??= this.fill().finally(() => {
        this.filling = undefined;
      });
      await this.filling;
    }
    return this.free.shift() as number;
  }

  /** Takes back a serial that no event used, to be the next one given. */
  giveBack(serial: number): void {
    this.free.unshift(serial);
  }

  private async fill(): Promise<void> {
    let first = await this.counter.take(BLOCK);
    if (first === undefined) {
      this.opened = undefined;
      await this.open();
      first = await this.counter.take(BLOCK);
    }
    if (first === undefined) throw new DomainError('starting');
    const start = first;
    this.given = start + BLOCK - 1;
    this.free.push(...Array.from({ length: BLOCK }, (_, index) => start + index));
  }
}
