import type pg from 'pg';
import { ask } from './ask.js';
import { integerArray, textArray } from './binary-array.js';
import type { EventRow } from './event-row.js';
import { SQL } from './sql.js';

interface Wish {
  readonly stream: string;
  readonly first: number;
  resolve(rows: EventRow[]): void;
  reject(error: unknown): void;
}

interface WishedRow extends EventRow {
  /** Counted from 1. */
  readonly wish: number;
}

/** Streams by one statement: each may be long. */
const AT_ONCE = 32;

/** Streams that are asked for in the same turn of the event loop are read by one statement. */
export class JoinedReads {
  private waiting: Wish[] = [];

  constructor(private readonly pool: pg.Pool) {}

  /** All events of a stream from the revision on. Errors: those of the connection. */
  read(stream: string, first: number): Promise<EventRow[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ stream, first, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => this.depart());
    });
  }

  private depart(): void {
    const wishes = this.waiting;
    this.waiting = [];
    for (let from = 0; from < wishes.length; from += AT_ONCE)
      void this.fetch(wishes.slice(from, from + AT_ONCE));
  }

  private async fetch(wishes: readonly Wish[]): Promise<void> {
    try {
      const rows = await ask<WishedRow>(this.pool, {
        name: 'es_read_streams',
        text: SQL.readStreams,
        values: [
          textArray(wishes.map(({ stream }) => stream)),
          integerArray(wishes.map(({ first }) => first)),
        ],
      });
      const found = wishes.map((): EventRow[] => []);
      for (const row of rows) found[row.wish - 1]?.push(row);
      for (const [index, { resolve }] of wishes.entries()) resolve(found[index] ?? []);
    } catch (error) {
      for (const { reject } of wishes) reject(error);
    }
  }
}
