import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** First half of every loop's lock; the second is a hash of its name. */
const LOCK_CLASS = 7_310;
const PING_MS = 1_000;
/** A server that says nothing for so long is as good as gone: what hangs on it is left, and another way is tried. */
const ANSWER_MS = 5_000;

/**
 * Work that one process at a time is in charge of. Among all processes one owns it: it holds a session lock on a
 * connection that the database drops five seconds after the process stops pinging, so that another has it within ten.
 * The work must bear that an owner that was stopped and wakes up does a little more beside its successor.
 */
export class OwnedLoop {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  /**
   * `work` goes on until its signal says that it is over; where it returns earlier it is begun anew at once.
   * `trouble` is told what it threw and awaited; then, after a second, it is begun anew.
   */
  constructor(
    private readonly name: string,
    private readonly database: { readonly url: string },
    private readonly work: (signal: AbortSignal) => Promise<void>,
    private readonly trouble: (error: unknown, stopping: AbortSignal) => void | Promise<void>,
  ) {}

  start(): void {
    this.running = this.run();
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
      await sleep(PING_MS, undefined, { signal }).catch(ignoreAbort);
    }
  }

  /** Takes the lock and works until it is lost or the work is over; false at once where another process holds it. */
  private async ownWhileHeld(stopping: AbortSignal): Promise<boolean> {
    const lost = new AbortController();
    const lock = new pg.Client({
      connectionString: this.database.url,
      application_name: `kondusif-${this.name}`,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    lock.on('error', (error) => lost.abort(error));
    lock.on('end', () => lost.abort());
    await lock.connect();
    const ping = setInterval(
      () => lock.query('select 1').catch((error: unknown) => lost.abort(error)),
      PING_MS,
    );
    try {
      await lock.query("set idle_session_timeout = '5s'");
      const { rows } = await lock.query<{ held: boolean }>(
        'select pg_try_advisory_lock($1, hashtext($2)) as held',
        [LOCK_CLASS, this.name],
      );
      if (!rows[0]?.held) return false;
      await unlessLost(lost.signal, this.work(AbortSignal.any([stopping, lost.signal])));
      return true;
    } finally {
      clearInterval(ping);
      lock.removeAllListeners('end');
      await lock.end().catch(ignoreAbort);
    }
  }
}

/** Does not wait for work that may hang on a dead connection once the lock is lost. */
function unlessLost(lost: AbortSignal, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(lost.reason);
    if (lost.aborted) leave();
    lost.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => lost.removeEventListener('abort', leave));
  });
}

/** A wait that was cut short is over, which is what was wanted. */
function ignoreAbort(): void {}
