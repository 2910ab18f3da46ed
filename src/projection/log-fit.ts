import type pg from 'pg';
import { type Checkpoint, EventFeed, LogMismatch } from '../event-store/event-feed.js';
import { recordFailure } from './checkpoint.js';
import type { AnyProjection } from './projection.js';

/** A store that does not answer in time is looked at by the views' owners, as ever. */
const PATIENCE_MS = 5_000;

/**
 * Looks whether the log below each view is the one that it was made from, and notes where it is not: nobody may be told
 * that the service is ready before an older log or another one is noticed.
 */
export async function noteMismatches(
  pool: pg.Pool,
  feed: EventFeed,
  projections: readonly AnyProjection[],
): Promise<void> {
  const { rows } = await pool.query<CheckpointRow>(
    `select name, version, position, event_id as "eventId" from projection_checkpoint
     where build = 'live' and position is not null`,
  );
  const signal = AbortSignal.timeout(PATIENCE_MS);
  await Promise.all(
    rows
      .filter((row) => projections.some(({ name, version }) => name === row.name && version === row.version))
      .map(async (row) => {
        const reason = await mismatch(feed, row, signal);
        if (reason !== undefined) await recordFailure(pool, row, reason);
      }),
  );
}

interface CheckpointRow extends Checkpoint {
  readonly name: string;
  readonly version: number;
}

/** Why the log cannot be read on from a checkpoint; undefined where it can. */
export async function mismatch(
  feed: EventFeed,
  { position, eventId }: Checkpoint,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    for await (const _ of feed.subscribe({ position, eventId }, { signal, limit: 1 })) break;
    return undefined;
  } catch (error) {
    if (error instanceof LogMismatch) return error.message;
    throw error;
  }
}
