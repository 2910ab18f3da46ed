import type pg from 'pg';
import { prepared } from '../database/prepared.js';
import type { Checkpoint } from '../event-store/event-feed.js';
import type { AnyProjection } from './projection.js';
import type { Build } from './view-tables.js';

type Queryable = Pick<pg.ClientBase, 'query'>;
type Key = Pick<AnyProjection, 'name' | 'version'>;

/** Another process took the projection over (or rebuilt it): the caller must not write any more. */
export class OwnershipLost extends Error {
  constructor({ name, version }: Key) {
    super(`${name} v${version} belongs to another owner now.`);
    this.name = 'OwnershipLost';
  }
}

export interface Ownership {
  readonly epoch: number;
  readonly checkpoint: Checkpoint | null;
}

interface CheckpointRow {
  readonly position: string | null;
  readonly event_id: string | null;
  readonly owner_epoch: number;
}

/** Makes the checkpoint where there is none, raises the epoch, and says where to go on. */
export async function takeOver(client: Queryable, { name, version }: Key, build: Build): Promise<Ownership> {
  const { rows } = await client.query<CheckpointRow>(
    `insert into projection_checkpoint as c (name, version, build, owner_epoch) values ($1, $2, $3, 1)
     on conflict (name, version, build) do update set owner_epoch = c.owner_epoch + 1, reported_at = clock_timestamp()
     returning position, event_id, owner_epoch`,
    [name, version, build],
  );
  const row = rows[0] as CheckpointRow;
  const checkpoint = row.position === null ? null : { position: row.position, eventId: row.event_id };
  return { epoch: row.owner_epoch, checkpoint };
}

/**
 * Moves the checkpoint, first thing in the transaction that writes the rows (rule 7), or by itself where there are none.
 * It does not wait for the disk. Throws `OwnershipLost` where the old position or the epoch is not the caller's any more:
 * its rows then never become visible.
 */
export async function moveCheckpoint(
  client: Queryable,
  { name, version }: Key,
  build: Build,
  { epoch, checkpoint }: Ownership,
  next: Checkpoint,
  caughtUp: boolean,
): Promise<void> {
  const moved = await client.query(
    prepared(
      `update projection_checkpoint
     set position = $6, event_id = $7, caught_up = caught_up or $8, failure = null, updated_at = clock_timestamp(), reported_at = clock_timestamp()
     from (select set_config('synchronous_commit', 'off', true)) as wait
     where name = $1 and version = $2 and build = $3 and owner_epoch = $4 and position is not distinct from $5`,
      [name, version, build, epoch, checkpoint?.position ?? null, next.position, next.eventId, caughtUp],
    ),
  );
  if (moved.rowCount !== 1) throw new OwnershipLost({ name, version });
}

/** Holds the checkpoint for the rest of the transaction; throws `OwnershipLost` where it is not the caller's any more. */
export async function assertOwner(
  client: Queryable,
  { name, version }: Key,
  build: Build,
  { epoch }: Ownership,
): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from projection_checkpoint
     where name = $1 and version = $2 and build = $3 and owner_epoch = $4 for update`,
    [name, version, build, epoch],
  );
  if (rowCount !== 1) throw new OwnershipLost({ name, version });
}

/** Says that the view has once reached the log's end, that it can read on, and that its readers are alive. */
export async function reportAlive(
  client: Queryable,
  { name, version }: Key,
  caughtUp: boolean,
): Promise<void> {
  await client.query(
    `update projection_checkpoint set caught_up = caught_up or $3, failure = null, reported_at = clock_timestamp()
     where name = $1 and version = $2 and build = 'live'`,
    [name, version, caughtUp],
  );
}

/** Puts the reason why the projection stands still where health finds it. */
export async function recordFailure(
  client: Queryable,
  { name, version }: Key,
  failure: string,
): Promise<void> {
  await client.query(
    `update projection_checkpoint set failure = $3 where name = $1 and version = $2 and build = 'live'`,
    [name, version, failure],
  );
}
