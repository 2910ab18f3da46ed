import { setTimeout as sleep } from 'node:timers/promises';
import type { BackgroundWork } from '../projection/processes.js';

/** Letters on their way at a time, of one process. */
const AT_ONCE = 8;
const LOOK_MS = 500;
const TROUBLE_MS = 2_000;

/** Looks for letters that are due and has them sent. Every worker does so: leases keep them apart. */
export class SendingLoop implements BackgroundWork {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    /** Sends at most so many that are due, and says how many there were. */
    private readonly sendDue: (most: number) => Promise<number>,
    private readonly trouble: (error: unknown) => void,
  ) {}

  start(): void {
    this.running = this.run(this.stopping.signal);
  }

  /** Resolves when the letters under way are settled. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const wait = await this.look();
      if (wait > 0) await sleep(wait, undefined, { signal }).catch(ignoreAbort);
    }
  }

  /** Milliseconds to wait before the next look. */
  private async look(): Promise<number> {
    try {
      return (await this.sendDue(AT_ONCE)) === AT_ONCE ? 0 : LOOK_MS;
    } catch (error) {
      this.trouble(error);
      return TROUBLE_MS;
    }
  }
}

/** The process stops: a wait that was cut short is over. */
function ignoreAbort(): void {}
