import { setTimeout as sleep } from 'node:timers/promises';
import { type HeldLock, SessionLocks } from './session-locks.js';

/** How often one that is not in charge asks again. */
const ASK_MS = 1_000;

/**
 * Work that one process at a time is in charge of. Among all processes one owns it: it holds a session lock that the
 * database gives free five seconds after the process stops pinging, so that another has it within ten.
 * The work must bear that an owner that was stopped and wakes up does a little more beside its successor.
 */
export class OwnedLoop {
  private readonly stopping = new AbortController();
  private readonly locks: SessionLocks;
  private running: Promise<void> = Promise.resolve();

  /**
   * `work` goes on until its signal says that it is over; where it returns earlier it is begun anew at once.
   * `trouble` is told what it threw and awaited; then, after a second, it is begun anew.
   */
  constructor(
    private readonly name: string,
    database: { readonly url: string },
    private readonly work: (signal: AbortSignal) => Promise<void>,
    private readonly trouble: (error: unknown, stopping: AbortSignal) => void | Promise<void>,
  ) {
    this.locks = SessionLocks.of(database);
  }

  start(): void {
    this.locks.join();
    this.running = this.run().finally(() => this.locks.leave());
  }

  /** Resolves when the work under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        if (await this.ownWhileHeld(signal)) continue;
      } catch (error) {
        if (signal.aborted) return;
        await this.trouble(error, signal);
      }
      await sleep(ASK_MS, undefined, { signal }).catch(ignoreAbort);
    }
  }

  /** Takes the lock and works until it is lost or the work is over; false at once where somebody else holds it. */
  private async ownWhileHeld(stopping: AbortSignal): Promise<boolean> {
    const lock = await this.locks.tryHold(this.name);
    if (lock === null) return false;
    try {
      await unlessLost(lock, this.work(AbortSignal.any([stopping, lock.lost])));
      return true;
    } finally {
      await lock.release();
    }
  }
}

/** Does not wait for work that may hang on a dead connection once the lock is lost. */
function unlessLost({ lost }: HeldLock, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(lost.reason);
    if (lost.aborted) leave();
    lost.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => lost.removeEventListener('abort', leave));
  });
}

/** A wait that was cut short is over, which is what was wanted. */
function ignoreAbort(): void {}
