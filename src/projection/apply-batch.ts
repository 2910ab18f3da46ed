import type pg from 'pg';
import { inTransaction } from '../database/on-connection.js';
import type { Checkpoint, FeedBatch } from '../event-store/event-feed.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { type FoldedBatch, foldBatch, keyOf, type Poisoned, poison, type StandingRow } from './batch-fold.js';
import { moveCheckpoint, type Ownership } from './checkpoint.js';
import { park } from './parking.js';
import type { AnyProjection } from './projection.js';
import { type Build, loadRows, writeBatch } from './view-tables.js';

/** Where a view stands while batches are applied to it; replaced after each one. */
export interface ViewProgress extends Ownership {
  /** Streams that are parked for this projection: their events are left for a retry. */
  readonly parked: ReadonlySet<string>;
}

/**
 * One batch, one transaction: the checkpoint first, then the rows, then what has to be parked. Where no event is the
 * view's, the checkpoint alone. Throws `OwnershipLost`; after any throw nothing of the batch is visible. `last`: where the
 * checkpoint goes, by default the batch's last event.
 */
export async function applyBatch(
  pool: pg.Pool,
  projection: AnyProjection,
  progress: ViewProgress,
  { events, caughtUp }: FeedBatch,
  last: RecordedEvent | undefined | null = events.at(-1),
): Promise<ViewProgress> {
  if (!last) return progress;
  const next: Checkpoint = { position: last.position, eventId: last.id };
  const ours = relevant(projection, progress.parked, events);
  if (ours.length === 0) {
    await moveCheckpoint(pool, projection, 'live', progress, next, caughtUp);
    return { ...progress, checkpoint: next };
  }
  const poisoned = await inTransaction(pool, async (client) => {
    await moveCheckpoint(client, projection, 'live', progress, next, caughtUp);
    const poisonedNow = await writeEvents(client, projection, 'live', ours);
    await park(client, projection, poisonedNow);
    return poisonedNow;
  });
  return {
    epoch: progress.epoch,
    checkpoint: next,
    parked: new Set([...progress.parked, ...poisoned.map(({ stream }) => stream)]),
  };
}

/** Folds events over the rows of a build and writes them; returns the streams that could not be read on. */
export async function writeEvents(
  client: pg.ClientBase,
  projection: AnyProjection,
  build: Build,
  events: readonly RecordedEvent[],
): Promise<readonly Poisoned[]> {
  if (events.length === 0) return [];
  const keys = new Set(events.map((event) => keyOf(projection, event.stream) as string));
  const standing = await loadRows(client, projection, build, [...keys]);
  const batch = foldBatch(projection, standing, events);
  await client.query('savepoint rows');
  try {
    await writeBatch(client, projection, build, batch);
    return batch.poisoned;
  } catch (error) {
    if (!isRefusedRow(error)) throw error;
    await client.query('rollback to savepoint rows');
    return writeEventByEvent(client, projection, build, standing, events);
  }
}

/**
 * A row that the table refuses poisons its own stream only. The order of the log is kept, as running totals ask for it.
 */
async function writeEventByEvent(
  client: pg.ClientBase,
  projection: AnyProjection,
  build: Build,
  standing: ReadonlyMap<string, StandingRow>,
  events: readonly RecordedEvent[],
): Promise<readonly Poisoned[]> {
  const rows = new Map(standing);
  const poisoned = new Map<string, Poisoned>();
  for (const event of events) {
    if (poisoned.has(event.stream)) continue;
    const batch = foldBatch(projection, rows, [event]);
    const refused = batch.poisoned[0] ?? (await writeOne(client, projection, build, batch, event));
    if (refused !== null) poisoned.set(event.stream, refused);
    else for (const [key, row] of batch.rows) rows.set(key, row);
  }
  return [...poisoned.values()];
}

/** Null where the rows stand. */
async function writeOne(
  client: pg.ClientBase,
  projection: AnyProjection,
  build: Build,
  batch: FoldedBatch,
  event: RecordedEvent,
): Promise<Poisoned | null> {
  await client.query('savepoint row');
  try {
    await writeBatch(client, projection, build, batch);
    await client.query('release savepoint row');
    return null;
  } catch (error) {
    if (!isRefusedRow(error)) throw error;
    await client.query('rollback to savepoint row');
    return poison(event, error);
  }
}

/** The projection's own events of a batch, without those of parked streams. */
export function relevant(
  projection: AnyProjection,
  parked: ReadonlySet<string>,
  events: readonly RecordedEvent[],
): RecordedEvent[] {
  return events.filter(({ stream }) => keyOf(projection, stream) !== null && !parked.has(stream));
}

/** SQLSTATE 22 (data) and 23 (constraint): the row is at fault, not the database. */
function isRefusedRow(error: unknown): boolean {
  return /^2[23]...$/.test(String((error as { code?: unknown }).code));
}
