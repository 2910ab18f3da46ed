import type pg from 'pg';
import { inTransaction } from '../database/on-connection.js';
import type { Checkpoint, FeedBatch } from '../event-store/event-feed.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { foldBatch, keyOf, type Poisoned, poison, type StandingRow } from './batch-fold.js';
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
 * One batch, one transaction: the checkpoint first, then the rows, then what has to be parked. Throws `OwnershipLost`;
 * after any throw nothing of the batch is visible. `last`: where the checkpoint goes, by default the batch's last event.
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
  const poisoned = await inTransaction(pool, async (client) => {
    await moveCheckpoint(client, projection, 'live', progress, next, caughtUp);
    const poisonedNow = await writeEvents(
      client,
      projection,
      'live',
      relevant(projection, progress.parked, events),
    );
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
    return writeStreamByStream(client, projection, build, standing, events);
  }
}

/** A row that the table refuses poisons its own stream only. */
async function writeStreamByStream(
  client: pg.ClientBase,
  projection: AnyProjection,
  build: Build,
  standing: ReadonlyMap<string, StandingRow>,
  events: readonly RecordedEvent[],
): Promise<readonly Poisoned[]> {
  const poisoned: Poisoned[] = [];
  for (const stream of new Set(events.map((event) => event.stream))) {
    poisoned.push(...(await writeOneStream(client, projection, build, standing, ofStream(events, stream))));
  }
  return poisoned;
}

async function writeOneStream(
  client: pg.ClientBase,
  projection: AnyProjection,
  build: Build,
  standing: ReadonlyMap<string, StandingRow>,
  events: readonly RecordedEvent[],
): Promise<readonly Poisoned[]> {
  let rows = standing;
  for (const event of events) {
    const batch = foldBatch(projection, rows, [event]);
    if (batch.poisoned.length > 0) return batch.poisoned;
    await client.query('savepoint row');
    try {
      await writeBatch(client, projection, build, batch);
    } catch (error) {
      if (!isRefusedRow(error)) throw error;
      await client.query('rollback to savepoint row');
      return [poison(event, error)];
    }
    rows = new Map([...rows, ...batch.rows]);
  }
  return [];
}

/** The projection's own events of a batch, without those of parked streams. */
export function relevant(
  projection: AnyProjection,
  parked: ReadonlySet<string>,
  events: readonly RecordedEvent[],
): RecordedEvent[] {
  return events.filter(({ stream }) => keyOf(projection, stream) !== null && !parked.has(stream));
}

function ofStream(events: readonly RecordedEvent[], stream: string): RecordedEvent[] {
  return events.filter((event) => event.stream === stream);
}

/** SQLSTATE 22 (data) and 23 (constraint): the row is at fault, not the database. */
function isRefusedRow(error: unknown): boolean {
  return /^2[23]...$/.test(String((error as { code?: unknown }).code));
}
