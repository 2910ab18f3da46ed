import type pg from 'pg';
import { encodeRequest, isStreamName } from '../codec.js';
import {
  type AppendRequest,
  type AppendResult,
  BOUNDS,
  EventStore,
  type ReadOptions,
} from '../event-store.js';
import type { RecordedEvent } from '../recorded-event.js';
import { ask } from './ask.js';
import { Coalescer, type FlushAnswer } from './coalescer.js';
import { unavailable } from './connection-error.js';
import { type EventRow, toEvent, toPosition } from './event-row.js';
import { JoinedReads } from './joined-reads.js';
import { SQL } from './sql.js';

/** The identity of a log, read once: every position carries it, so that another log's positions are noticed. */
export async function logIdOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select id from es_log');
  return (rows[0] as { id: string }).id;
}

/** Appends and reads of single streams on PostgreSQL. */
export class PostgresEventStore extends EventStore {
  private readonly coalescer: Coalescer;
  private readonly joined: JoinedReads;

  constructor(
    private readonly pool: pg.Pool,
    private readonly logId: string,
  ) {
    super();
    this.coalescer = new Coalescer(pool);
    this.joined = new JoinedReads(pool);
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    const encoded = encodeRequest(request);
    const { stream, expected } = request;
    const first = expected === 'no-stream' ? 0 : expected + 1;
    const answers = await this.coalescer.add({ stream, first, ...encoded });
    return this.toResult(answers);
  }

  async read(stream: string, options: ReadOptions = {}): Promise<RecordedEvent[]> {
    if (!isStreamName(stream)) return [];
    try {
      const rows = await this.rowsOf(stream, options);
      return rows.map((row) => toEvent(this.logId, row));
    } catch (error) {
      throw unavailable(error);
    }
  }

  private rowsOf(stream: string, { backwards = false, limit, from }: ReadOptions): Promise<EventRow[]> {
    const first = Math.min(from ?? (backwards ? BOUNDS.revision : 0), BOUNDS.revision);
    if (!backwards && limit === undefined) return this.joined.read(stream, first);
    return ask<EventRow>(this.pool, {
      name: backwards ? 'es_read_back' : 'es_read',
      text: backwards ? SQL.readStreamBackwards : SQL.readStream,
      values: [stream, first, limit ?? null],
    });
  }

  private toResult(answers: readonly FlushAnswer[]): AppendResult {
    const { outcome, rev, at } = answers.at(-1) as FlushAnswer;
    switch (outcome) {
      case 'ok':
      case 'dup':
        return {
          outcome: outcome === 'ok' ? 'appended' : 'duplicate',
          revision: rev,
          positions: answers.map(({ pos }) => toPosition(this.logId, pos as number)),
          recordedAt: at,
        };
      case 'conflict':
        return { outcome: 'conflict', current: rev === -1 ? 'no-stream' : rev };
      case 'overlap':
        return { outcome: 'overlap' };
    }
  }
}

export { PostgresEventFeed } from './postgres-event-feed.js';
