import type pg from 'pg';
import {
  type Checkpoint,
  EventFeed,
  type FeedBatch,
  type FeedOptions,
  InvalidPosition,
  LogMismatch,
} from '../event-feed.js';
import type { Position, RecordedEvent } from '../recorded-event.js';
import { ask } from './ask.js';
import { isConnectionError, unavailable } from './connection-error.js';
import { type EventRow, fromPosition, toEvent, toPosition } from './event-row.js';
import type { LogWake } from './log-wake.js';
import { type SharedRead, SharedReads } from './shared-reads.js';
import { SQL } from './sql.js';

const IDLE_MS = 1_000;
/** How long a read of the log is repeated while the database is away, growing from the first to the second. */
const BACK_OFF_MS = [100, 2_000] as const;

/** The whole log on PostgreSQL: `pos > $1 order by pos`, woken by `NOTIFY`, polling once a second as a fallback. */
export class PostgresEventFeed extends EventFeed {
  private readonly reads = new SharedReads();

  constructor(
    private readonly pool: pg.Pool,
    private readonly logId: string,
    private readonly wake: LogWake,
  ) {
    super();
  }

  async *subscribe(
    after: Checkpoint | null,
    { signal, limit = 500 }: FeedOptions,
  ): AsyncGenerator<FeedBatch> {
    let reached = after;
    const since = this.reads.count;
    // Behind a connection that was lost and came back there may be another log.
    let comparedAt = -1;
    let pause: number = BACK_OFF_MS[0];
    while (!signal.aborted) {
      // Taken before the read, so that an append during it or during the consumer's work is not slept through.
      const { count, lost } = this.wake;
      let read: SharedRead;
      let events: readonly RecordedEvent[];
      try {
        if (comparedAt !== lost) await this.compare(reached);
        comparedAt = lost;
        read = this.readLog(reached, limit, since, count);
        events = await read.events;
      } catch (error) {
        if (error instanceof LogMismatch) throw error;
        if (!isConnectionError(error)) throw unavailable(error);
        comparedAt = -1;
        await this.wake.next(count, pause, signal);
        pause = Math.min(pause * 2, BACK_OFF_MS[1]);
        continue;
      }
      if (signal.aborted) return;
      pause = BACK_OFF_MS[0];
      const last = events.at(-1);
      if (last !== undefined) reached = { position: last.position, eventId: last.id };
      const caughtUp = events.length < limit;
      yield { events, caughtUp };
      if (caughtUp) await this.wake.next(read.begunAt, IDLE_MS, signal);
    }
  }

  async end(): Promise<Position> {
    return toPosition(this.logId, await this.number(SQL.logEnd, []).catch(raiseUnavailable));
  }

  async positionAt(instant: Date): Promise<Position> {
    const pos = await this.number(SQL.positionAt, [instant.toISOString()]).catch(raiseUnavailable);
    return toPosition(this.logId, pos);
  }

  parsePosition(text: string): Position {
    fromPosition(this.logId, text);
    return text;
  }

  async lag(position: Position | null): Promise<{ events: number; seconds: number }> {
    const values = [position === null ? 0 : fromPosition(this.logId, position)];
    const [row] = await ask<{ events: number; seconds: number | null }>(this.pool, {
      text: SQL.lag,
      values,
    }).catch(raiseUnavailable);
    return { events: row?.events ?? 0, seconds: Math.max(row?.seconds ?? 0, 0) };
  }

  private readLog(reached: Checkpoint | null, limit: number, since: number, wakeUps: number): SharedRead {
    const from = reached === null ? 0 : fromPosition(this.logId, reached.position);
    return this.reads.share(`${from}:${limit}`, since, wakeUps, () => this.queryLog(from, limit));
  }

  private async queryLog(from: number, limit: number): Promise<RecordedEvent[]> {
    const rows = await ask<EventRow>(this.pool, { name: 'es_log', text: SQL.readLog, values: [from, limit] });
    return rows.map((row) => toEvent(this.logId, row));
  }

  /** Throws `LogMismatch` unless the checkpoint's event stands at its position of this log. */
  private async compare(checkpoint: Checkpoint | null): Promise<void> {
    if (checkpoint === null) return;
    const pos = this.numberIn(checkpoint);
    const fits =
      checkpoint.eventId === null
        ? pos <= (await this.number(SQL.logEnd, []))
        : checkpoint.eventId === (await this.eventIdAt(pos));
    if (!fits) throw new LogMismatch(checkpoint);
  }

  private numberIn(checkpoint: Checkpoint): number {
    try {
      return fromPosition(this.logId, checkpoint.position);
    } catch (error) {
      if (error instanceof InvalidPosition) throw new LogMismatch(checkpoint);
      throw error;
    }
  }

  private async eventIdAt(pos: number): Promise<string | undefined> {
    const [row] = await ask<{ id: string }>(this.pool, { text: SQL.eventAt, values: [pos] });
    return row?.id;
  }

  private async number(text: string, values: unknown[]): Promise<number> {
    const [row] = await ask<{ pos: number }>(this.pool, { text, values });
    return row?.pos ?? 0;
  }
}

function raiseUnavailable(error: unknown): never {
  throw unavailable(error);
}
