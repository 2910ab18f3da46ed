import type { Connection } from './connection.js';
import type { LogClient, ReadCall } from './log-client.js';
import type { Commit } from './log-position.js';
import { subscription } from './read-requests.js';
import { type StoredEvent, storedEventOf } from './stored-event.js';

/** What may lie here before the server is asked to wait. */
const WAITING_EVENTS = 2_000;
const WAITING_BYTES = 8 * 1024 * 1024;

/** The log after a position, as the server pushes it. It never comes back by itself: whoever reads it opens another. */
export class LogSubscription {
  private waiting: StoredEvent[] = [];
  private waitingBytes = 0;
  private call: ReadCall | undefined;
  private client: LogClient | undefined;
  private failure: unknown;
  private wakeUp: () => void = nothing;
  private closed = false;
  private heardAt = Date.now();

  constructor(private readonly connection: Connection) {}

  /** Errors: whatever the server cannot be reached for. */
  async open(after: Commit | null): Promise<void> {
    this.client = await this.connection.client();
    await this.client.read(subscription(this.connection.space, after), (call) => this.attach(call));
  }

  /** Why it ended, once everything that came before was taken. */
  get brokenBy(): unknown {
    return this.waiting.length === 0 ? this.failure : undefined;
  }

  /** True where the server has said nothing for so long, and nothing waits here. */
  isSilent(ms: number): boolean {
    return this.isEmpty && Date.now() - this.heardAt > ms;
  }

  /** For whoever knows that the server would have something to say. */
  breakIfSilent(ms: number): void {
    if (this.isSilent(ms)) this.break(new Error('The subscription stands still.'));
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** The oldest events that wait here. */
  take(limit: number): StoredEvent[] {
    const taken = this.waiting.splice(0, limit);
    for (const event of taken) this.waitingBytes -= event.data.length;
    if (!this.isFull()) this.call?.resume();
    return taken;
  }

  /** Resolves when more than `count` events wait here or it broke, after `ms`, or when the signal aborts. */
  next(count: number, ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.waiting.length > count || this.failure !== undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const wakeUp = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wakeUp);
        this.wakeUp = nothing;
        resolve();
      };
      const timer = setTimeout(wakeUp, ms);
      signal.addEventListener('abort', wakeUp);
      this.wakeUp = () => {
        if (this.waiting.length > count || this.failure !== undefined) wakeUp();
      };
    });
  }

  close(): void {
    this.closed = true;
    this.call?.cancel();
  }

  private attach(call: ReadCall): void {
    this.call = call;
    call.on('data', (answer) => this.hear(storedEventOf(answer, this.connection.space)));
    call.on('error', (error) => this.break(error));
    call.on('end', () => this.break(new Error('The event store ended the subscription.')));
    if (this.closed) call.cancel();
  }

  private hear(event: StoredEvent | undefined): void {
    this.heardAt = Date.now();
    if (event === undefined) return;
    this.waiting.push(event);
    this.waitingBytes += event.data.length;
    if (this.isFull()) this.call?.pause();
    this.wakeUp();
  }

  private break(error: unknown): void {
    if (this.failure !== undefined) return;
    this.failure = error;
    if (this.client !== undefined && !this.closed) this.connection.erred(this.client, error);
    this.wakeUp();
  }

  private isFull(): boolean {
    return this.waiting.length >= WAITING_EVENTS || this.waitingBytes >= WAITING_BYTES;
  }
}

function nothing(): void {}
