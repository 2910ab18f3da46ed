import { EventEmitter, once } from 'node:events';
import pg from 'pg';

/**
 * Wakes readers of the log by `LISTEN`. A lost connection only makes readers slower: they look again after a
 * second anyhow, and the connection comes back by itself.
 */
export class LogWake {
  private readonly woken = new EventEmitter().setMaxListeners(0);
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly connectionString: string) {}

  async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.connectionString,
      application_name: 'kondusif-listen',
    });
    client.on('notification', () => this.woken.emit('log'));
    client.on('error', () => this.reopen());
    client.on('end', () => this.reopen());
    this.client = client;
    await client.connect();
    await client.query('listen kondusif_log');
    this.woken.emit('log');
  }

  /** Resolves at the next append of any process, after `ms`, or when the signal aborts. */
  async next(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(ms)]);
    await once(this.woken, 'log', { signal: timeout }).catch((error: unknown) => {
      if (!timeout.aborted) throw error;
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(ignoreClosing);
  }

  private reopen(): void {
    if (this.closed || this.retry !== undefined) return;
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.open().catch(() => this.reopen());
    }, 1_000);
    this.retry.unref();
  }
}

/** Closing a connection that is already gone is what was wanted. */
function ignoreClosing(): void {}
