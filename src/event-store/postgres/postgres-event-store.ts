import type pg from 'pg';
import { decodeEvent, encodeRequest } from '../codec.js';
import {
  type Checkpoint,
  EventFeed,
  type FeedBatch,
  type FeedOptions,
  InvalidPosition,
  LogMismatch,
} from '../event-feed.js';
import { type AppendRequest, type AppendResult, EventStore, type ReadOptions } from '../event-store.js';
import type { Position, RecordedEvent } from '../recorded-event.js';
import { Coalescer, unavailable } from './coalescer.js';
import { LogWake } from './log-wake.js';
import { SQL } from './sql.js';

interface EventRow {
  readonly pos: number;
  readonly stream: string;
  readonly rev: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
  readonly at: Date;
}

const MAX_REVISION = 2_147_483_647;
const IDLE_MS = 1_000;
/** How long a read of the log is repeated while the database is away, growing from the first to the second. */
const BACK_OFF_MS = [100, 2_000] as const;

/** The identity of a log, read once: every position carries it, so that another log's positions are noticed. */
export async function logIdOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select id from es_log');
  return (rows[0] as { id: string }).id;
}

/** Appends and reads of single streams on PostgreSQL. */
export class PostgresEventStore extends EventStore {
  private readonly coalescer: Coalescer;

  constructor(
    private readonly pool: pg.Pool,
    private readonly logId: string,
  ) {
    super();
    this.coalescer = new Coalescer(pool);
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    const events = encodeRequest(request);
    const answer = await this.coalescer.add(request, events);
    switch (answer.outcome) {
      case 'ok':
      case 'dup': {
        const last = answer.pos as number;
        return {
          outcome: answer.outcome === 'ok' ? 'appended' : 'duplicate',
          revision: answer.rev,
          positions: events.map((_, index) => toPosition(this.logId, last - events.length + 1 + index)),
          recordedAt: answer.at,
        };
      }
      case 'conflict':
        return { outcome: 'conflict', current: answer.rev === -1 ? 'no-stream' : answer.rev };
      case 'overlap':
        return { outcome: 'overlap' };
    }
  }

  async read(stream: string, options: ReadOptions = {}): Promise<RecordedEvent[]> {
    const { from, limit = null, backwards = false } = options;
    const text = backwards ? SQL.readStreamBackwards : SQL.readStream;
    const name = backwards ? 'es_read_back' : 'es_read';
    const start = from ?? (backwards ? MAX_REVISION : 0);
    const { rows } = await this.pool
      .query<EventRow>({ name, text, values: [stream, start, limit] })
      .catch((error: unknown) => {
        throw unavailable(error);
      });
    return rows.map((row) => toEvent(this.logId, row));
  }
}

/** The whole log on PostgreSQL: `pos > $1 order by pos`, woken by `NOTIFY`, polling once a second as a fallback. */
export class PostgresEventFeed extends EventFeed {
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
    let pos = after === null ? 0 : this.fromPosition(after.position);
    let checked = after === null || after.eventId === null;
    let pause: number = BACK_OFF_MS[0];
    while (!signal.aborted) {
      try {
        if (!checked) await this.check(after as Checkpoint, pos);
        checked = true;
        const events = await this.readLog(pos, limit);
        pos = this.fromPosition(events.at(-1)?.position ?? toPosition(this.logId, pos));
        pause = BACK_OFF_MS[0];
        yield { events, caughtUp: events.length < limit };
        if (events.length < limit) await this.wake.next(IDLE_MS, signal);
      } catch (error) {
        if (error instanceof LogMismatch || !isConnectionError(error)) throw error;
        await this.wake.next(pause, signal);
        pause = Math.min(pause * 2, BACK_OFF_MS[1]);
      }
    }
  }

  async end(): Promise<Position> {
    return toPosition(this.logId, await this.number(SQL.logEnd, []));
  }

  async positionAt(instant: Date): Promise<Position> {
    return toPosition(this.logId, await this.number(SQL.positionAt, [instant]));
  }

  parsePosition(text: string): Position {
    this.fromPosition(text);
    return text;
  }

  async lag(position: Position | null): Promise<{ events: number; seconds: number }> {
    const pos = position === null ? 0 : this.fromPosition(position);
    const { rows } = await this.pool.query<{ events: number; seconds: number | null }>(SQL.lag, [pos]);
    return { events: rows[0]?.events ?? 0, seconds: rows[0]?.seconds ?? 0 };
  }

  private async readLog(pos: number, limit: number): Promise<RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'es_log',
      text: SQL.readLog,
      values: [pos, limit],
    });
    return rows.map((row) => toEvent(this.logId, row));
  }

  private async check(after: Checkpoint, pos: number): Promise<void> {
    const { rows } = await this.pool.query<{ id: string }>(SQL.eventAt, [pos]);
    if (rows[0]?.id !== after.eventId) throw new LogMismatch(after);
  }

  private async number(text: string, values: unknown[]): Promise<number> {
    const { rows } = await this.pool.query<{ pos: number }>(text, values);
    return rows[0]?.pos ?? 0;
  }

  private fromPosition(text: string): number {
    const [, log, hex] = /^([0-9a-f]{8})-([0-9a-f]{14})$/.exec(text) ?? [];
    if (log !== this.logId || hex === undefined) throw new InvalidPosition();
    return Number.parseInt(hex, 16);
  }
}

function toPosition(logId: string, pos: number): Position {
  return `${logId}-${pos.toString(16).padStart(14, '0')}`;
}

function toEvent(logId: string, row: EventRow): RecordedEvent {
  return {
    stream: row.stream,
    revision: row.rev,
    position: toPosition(logId, row.pos),
    id: row.id,
    type: row.type,
    ...decodeEvent(row),
    recordedAt: row.at,
  };
}

/** A broken connection or a server that is starting or stopping: worth another try. */
function isConnectionError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return error instanceof Error && /connection|timeout/i.test(error.message);
  return /^(08|57P|53)/.test(code) || /^E[A-Z]+$/.test(code);
}
