import { StoreOverloaded } from '../event-store.js';
import { AppendLine } from './append-line.js';
import type { Answer, Sending } from './append-messages.js';
import type { Connection } from './connection.js';
import { isFinal } from './faults.js';
import { persistently } from './retry.js';

/** What may wait for the server's answer. */
const WAITING_REQUESTS = 5_000;
const WAITING_BYTES = 64 * 1024 * 1024;

/** An append to one of our streams. */
export interface Append extends Omit<Sending, 'name'> {
  readonly stream: string;
}

/** Sends appends until the server says what became of them: with the same ids and the exact revision that is harmless. */
export class Appender {
  private line: Promise<AppendLine> | undefined;
  private requests = 0;
  private bytes = 0;

  constructor(private readonly connection: Connection) {}

  /** Errors: `StoreOverloaded` before anything is sent; `StoreUnavailable` where the outcome is not known. */
  async append({ stream, expected, events }: Append, bytes: number): Promise<Answer> {
    if (this.requests >= WAITING_REQUESTS || this.bytes + bytes > WAITING_BYTES) throw new StoreOverloaded();
    const sending = { name: this.connection.space.nameOf(stream), expected, events };
    this.requests++;
    this.bytes += bytes;
    try {
      return await persistently(async (ms) => (await this.present()).send(sending, ms), isFinal);
    } finally {
      this.requests--;
      this.bytes -= bytes;
    }
  }

  /** Those that wait are told that their outcome is unknown. */
  async close(): Promise<void> {
    const line = await this.line?.catch(nothing);
    line?.break(new Error('The service is being stopped.'));
  }

  private present(): Promise<AppendLine> {
    const line = this.line ?? this.open();
    this.line = line;
    return line;
  }

  private open(): Promise<AppendLine> {
    const forget = (): void => {
      if (this.line === opened) this.line = undefined;
    };
    const opened = this.connection.client().then((client) => {
      return new AppendLine(client, (error) => {
        forget();
        this.connection.erred(client, error);
      });
    });
    opened.catch(forget);
    return opened;
  }
}

/** Whoever waits for the line is told. */
function nothing(): undefined {
  return undefined;
}
