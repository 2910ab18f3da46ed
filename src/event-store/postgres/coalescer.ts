import type pg from 'pg';
import type { EncodedEvent } from '../codec.js';
import { type AppendRequest, StoreOverloaded, StoreUnavailable } from '../event-store.js';
import { SQL } from './sql.js';

/** The database's answer to one request of a flush. */
export interface FlushAnswer {
  readonly item: number;
  readonly outcome: 'ok' | 'dup' | 'conflict' | 'overlap';
  readonly rev: number;
  readonly pos: number | null;
  readonly at: Date | null;
}

interface Item {
  readonly request: AppendRequest;
  readonly events: readonly EncodedEvent[];
  readonly bytes: number;
  resolve(answer: FlushAnswer): void;
  reject(error: unknown): void;
}

const REQUESTS_PER_FLUSH = 200;
const BYTES_PER_FLUSH = 4 * 1024 * 1024;
const QUEUE = 5_000;

/**
 * Joins the appends that wait into one autocommit statement. One flush is under way at a time; two requests of
 * one stream never travel together (with chained revisions a foreign event between them would let the second pass).
 */
export class Coalescer {
  private queue: Item[] = [];
  private flushing = false;

  constructor(private readonly pool: pg.Pool) {}

  add(request: AppendRequest, events: readonly EncodedEvent[]): Promise<FlushAnswer> {
    if (this.queue.length >= QUEUE) return Promise.reject(new StoreOverloaded());
    return new Promise((resolve, reject) => {
      const bytes = events.reduce((sum, event) => sum + event.data.length + event.meta.length, 0);
      this.queue.push({ request, events, bytes, resolve, reject });
      if (!this.flushing) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.flushing = true;
    // One turn of the event loop, so that requests that arrive together travel together.
    await new Promise(setImmediate);
    while (this.queue.length > 0) await this.flush(this.takeNext());
    this.flushing = false;
  }

  private takeNext(): Item[] {
    const taken: Item[] = [];
    const left: Item[] = [];
    const streams = new Set<string>();
    let bytes = 0;
    for (const item of this.queue) {
      const fits =
        taken.length < REQUESTS_PER_FLUSH && (taken.length === 0 || bytes + item.bytes <= BYTES_PER_FLUSH);
      if (fits && !streams.has(item.request.stream)) {
        streams.add(item.request.stream);
        bytes += item.bytes;
        taken.push(item);
      } else {
        left.push(item);
      }
    }
    this.queue = left;
    return taken;
  }

  private async flush(items: readonly Item[]): Promise<void> {
    try {
      const answers = await this.send(items);
      items.forEach((item, index) => {
        item.resolve(answers[index] as FlushAnswer);
      });
    } catch (error) {
      if (isDataError(error) && items.length > 1) {
        // One item the database refuses must not fail its neighbours.
        for (const item of items) await this.flush([item]);
      } else {
        const reason = isDataError(error) ? error : unavailable(error);
        for (const item of items) item.reject(reason);
      }
    }
  }

  private async send(items: readonly Item[]): Promise<FlushAnswer[]> {
    const events = items.flatMap((item) => item.events);
    const query = {
      name: 'es_append',
      text: SQL.append,
      values: [
        items.map(({ request }) => request.stream),
        items.map(({ request }) => (request.expected === 'no-stream' ? -1 : request.expected)),
        items.map((item) => item.events.length),
        events.map((event) => event.id),
        events.map((event) => event.type),
        events.map((event) => event.data),
        events.map((event) => event.meta),
      ],
    };
    try {
      return (await this.pool.query<FlushAnswer>(query)).rows;
    } catch (error) {
      if (isDataError(error)) throw error;
      // A connection may have died while idle. Ids and revisions are exact, so sending again cannot store twice.
      return (await this.pool.query<FlushAnswer>(query)).rows;
    }
  }
}

/** True for what the database says of the data itself (SQLSTATE 22, 23, 54), not of its own state. */
function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^(22|23|54)/.test(code) && code.length === 5;
}

/** Any other failure leaves open whether the append was stored. */
export function unavailable(error: unknown): StoreUnavailable {
  return new StoreUnavailable('The event store does not answer.', { cause: error });
}
