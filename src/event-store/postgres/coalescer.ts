import type pg from 'pg';
import type { EncodedEvent } from '../codec.js';
import { StoreOverloaded } from '../event-store.js';
import { ask } from './ask.js';
import { integerArray, textArray } from './binary-array.js';
import { isRefusedData, unavailable } from './connection-error.js';
import { Pipeline } from './pipeline.js';
import { SQL } from './sql.js';

/** One append with the revision that its first event is to have. */
export interface Placement {
  readonly stream: string;
  readonly first: number;
  readonly events: readonly EncodedEvent[];
  readonly bytes: number;
}

/** The database's answer to one event of a flush. */
export interface FlushAnswer {
  readonly outcome: 'ok' | 'dup' | 'conflict' | 'overlap';
  readonly rev: number;
  readonly pos: number | null;
  readonly at: Date | null;
}

interface Item {
  readonly placement: Placement;
  resolve(answers: FlushAnswer[]): void;
  reject(error: unknown): void;
}

const REQUESTS_PER_FLUSH = 200;
const BYTES_PER_FLUSH = 4 * 1024 * 1024;
/** What may wait in front of the database. */
const WAITING_REQUESTS = 5_000;
const WAITING_BYTES = 64 * 1024 * 1024;
/** While the database writes one flush, the process makes up the next, which then lies ready. */
const FLIGHTS = 2;
/** Fewer wait for the flush under way: a flush has a price of its own, which passengers share. */
const WORTH_A_SECOND = 4;

/**
 * Joins the appends that wait into one autocommit statement, oldest first. Two requests of one stream never travel
 * at the same time: with chained revisions a foreign event between them would let the second pass.
 */
export class Coalescer {
  private waiting: Item[] = [];
  private waitingBytes = 0;
  private flights = 0;
  private boarding = false;
  private readonly travelling = new Set<string>();

  private readonly pipeline: Pipeline;

  constructor(pool: pg.Pool) {
    this.pipeline = new Pipeline(pool);
  }

  /** One answer for each event. Errors: `StoreOverloaded`, `StoreUnavailable`. */
  add(placement: Placement): Promise<FlushAnswer[]> {
    if (this.waiting.length >= WAITING_REQUESTS || this.waitingBytes + placement.bytes > WAITING_BYTES) {
      return Promise.reject(new StoreOverloaded());
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ placement, resolve, reject });
      this.waitingBytes += placement.bytes;
      this.callFlight();
    });
  }

  /** Departs after one turn of the event loop, so that requests that arrive together travel together. */
  private callFlight(): void {
    const enough = this.flights === 0 ? 1 : WORTH_A_SECOND;
    if (this.boarding || this.flights === FLIGHTS || this.waiting.length < enough) return;
    this.boarding = true;
    setImmediate(() => {
      this.boarding = false;
      const items = this.board();
      if (items.length === 0) return;
      void this.fly(items);
      this.callFlight();
    });
  }

  private async fly(items: readonly Item[]): Promise<void> {
    this.flights++;
    await this.flush(items);
    this.flights--;
    for (const { placement } of items) this.travelling.delete(placement.stream);
    this.callFlight();
  }

  /** Takes what travels next: the oldest that fit, but never one past an older request of its stream. */
  private board(): Item[] {
    const boarded: Item[] = [];
    const staying: Item[] = [];
    const busy = new Set(this.travelling);
    const seats = this.seats();
    let bytes = 0;
    for (const item of this.waiting) {
      const { stream, bytes: size } = item.placement;
      const fits = boarded.length < seats && (boarded.length === 0 || bytes + size <= BYTES_PER_FLUSH);
      if (fits && !busy.has(stream)) {
        boarded.push(item);
        bytes += size;
        this.travelling.add(stream);
      } else {
        staying.push(item);
      }
      busy.add(stream);
    }
    this.waiting = staying;
    this.waitingBytes -= bytes;
    return boarded;
  }

  /** The first of two flights leaves half of many passengers to the second: otherwise all would wait for one. */
  private seats(): number {
    const { length } = this.waiting;
    const half = this.flights === 0 && length >= FLIGHTS * WORTH_A_SECOND;
    return Math.min(REQUESTS_PER_FLUSH, half ? Math.ceil(length / FLIGHTS) : length);
  }

  private async flush(items: readonly Item[]): Promise<void> {
    try {
      const answers = await ask<FlushAnswer>(this.pipeline, flushOf(items));
      let next = 0;
      for (const { placement, resolve } of items) {
        const end = next + placement.events.length;
        resolve(answers.slice(next, end));
        next = end;
      }
    } catch (error) {
      if (isRefusedData(error) && items.length > 1) {
        // One item that the database refuses must not fail its neighbours.
        for (const item of items) await this.flush([item]);
      } else {
        for (const item of items) item.reject(unavailable(error));
      }
    }
  }
}

function flushOf(items: readonly Item[]): pg.QueryConfig {
  const numbers: number[] = [];
  const streams: string[] = [];
  const revisions: number[] = [];
  const events: EncodedEvent[] = [];
  items.forEach(({ placement }, number) => {
    placement.events.forEach((event, index) => {
      numbers.push(number);
      streams.push(placement.stream);
      revisions.push(placement.first + index);
      events.push(event);
    });
  });
  return {
    name: 'es_append',
    text: SQL.append,
    values: [
      integerArray(numbers),
      textArray(streams),
      integerArray(revisions),
      textArray(events.map(({ id }) => id)),
      textArray(events.map(({ type }) => type)),
      textArray(events.map(({ data }) => data)),
      textArray(events.map(({ meta }) => meta)),
    ],
  };
}
