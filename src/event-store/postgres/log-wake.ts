import pg from 'pg';

const RETRY_MS = 1_000;

/**
 * Wakes readers of the log by `LISTEN`. A lost connection only makes readers slower: they look again after a
 * second anyhow, and the connection comes back by itself.
 */
export class LogWake {
  private wakes = 0;
  private losses = 0;
  private readonly sleepers = new Set<() => void>();
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly connectionString: string) {}

  /** Starts to listen; throws where the server cannot be reached. */
  async open(): Promise<void> {
    this.closed = false;
    await this.connect();
  }

  /** How often it woke so far; taken before a read, it tells `next` what the read may have missed. */
  get count(): number {
    return this.wakes;
  }

  /** How often its connection was lost: behind the next one there may be another log. */
  get lost(): number {
    return this.losses;
  }

  /**
   * Resolves when something was appended (by any process) since the count was `seen`, after `ms`, or when the signal
   * aborts; at once where one of these is past.
   */
  next(seen: number, ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.wakes !== seen) return Promise.resolve();
    return new Promise((resolve) => {
      const wakeUp = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wakeUp);
        this.sleepers.delete(wakeUp);
        resolve();
      };
      const timer = setTimeout(wakeUp, ms);
      signal.addEventListener('abort', wakeUp);
      this.sleepers.add(wakeUp);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    this.retry = undefined;
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(ignoreClosing);
    this.wake();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.connectionString,
      application_name: 'kondusif-listen',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    this.client = client;
    client.on('notification', () => this.wake());
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    try {
      await client.connect();
      await client.query('listen kondusif_log');
    } catch (error) {
      if (this.client === client) this.client = undefined;
      client.end().catch(ignoreClosing);
      throw error;
    }
    // What was appended while nobody listened was not announced.
    this.wake();
  }

  /** Only the present connection is replaced: an old one may report its end late. */
  private lose(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.losses++;
    client.end().catch(ignoreClosing);
    this.reconnectLater();
  }

  private reconnectLater(): void {
    if (this.closed) return;
    this.retry = setTimeout(() => {
      this.connect().catch(() => this.reconnectLater());
    }, RETRY_MS);
    this.retry.unref();
  }

  private wake(): void {
    this.wakes++;
    for (const wakeUp of [...this.sleepers]) wakeUp();
  }
}

/** Closing a connection that is already gone is what was wanted. */
function ignoreClosing(): void {}
