import type pg from 'pg';
import { inTransaction, onConnection } from '../database/on-connection.js';
import { EventFeed } from '../event-store/event-feed.js';
import type { Position, RecordedEvent } from '../event-store/recorded-event.js';
import { relevant, writeEvents } from './apply-batch.js';
import { keyOf, type Poisoned } from './batch-fold.js';
import { assertOwner, takeOver } from './checkpoint.js';
import { park, parkedStreams, unparkAll } from './parking.js';
import { handToProcesses } from './process-parking.js';
import { type AnyProjection, tableOf } from './projection.js';
import { type Build, createIndexes, createTables, dropTables, swapTables } from './view-tables.js';

/** How much of the log has been read: events so far, and events that were left when it was last asked. */
export type RebuildProgress = (done: number, left: number) => void;

const REBUILD_LOCK = 7_311;
const BATCH = 1_000;

/**
 * Builds the same version of a view again beside its readers and its owner, then puts the new tables in the place of
 * the old in one short transaction. The live owner's epoch is raised with it, so that it starts from the new tables.
 * A rebuild that was interrupted leaves only tables that the next one clears away; one that lost its lock on the way and
 * was overtaken is refused. Throws where another rebuild of the view is under way.
 */
export async function rebuild(
  pool: pg.Pool,
  feed: EventFeed,
  projection: AnyProjection,
  progress: RebuildProgress = () => undefined,
): Promise<void> {
  await exclusively(pool, projection, async () => {
    const ownership = await inTransaction(pool, async (client) => {
      const taken = await takeOver(client, projection, 'rebuild');
      await dropTables(client, projection, 'rebuild');
      await createTables(client, projection, 'rebuild');
      return taken;
    });
    const assertOurs = (client: pg.ClientBase) => assertOwner(client, projection, 'rebuild', ownership);
    const reader = new LogReader(pool, feed, projection, 'rebuild', assertOurs);
    await reader.readTo(await feed.end(), progress);
    await inTransaction(pool, async (client) => {
      await assertOurs(client);
      await createIndexes(client, projection, 'rebuild');
    });
    await inTransaction(pool, async (client) => {
      await assertOurs(client);
      const checkpoint = await client.query<{ position: string | null }>(
        `select position from projection_checkpoint where name = $1 and version = $2 and build = 'live' for update`,
        [projection.name, projection.version],
      );
      // The owner waits at its checkpoint: what it has shown already must not disappear from the view.
      await reader.readTo(checkpoint.rows[0]?.position ?? (await feed.end()), progress, client);
      await swapTables(client, projection);
      const parkedBefore = await parkedStreams(client, projection);
      await unparkAll(client, projection);
      await park(client, projection, reader.poisoned);
      await handOver(client, projection, parkedBefore);
      await client.query(
        `insert into projection_checkpoint as c (name, version, build, position, event_id, owner_epoch, caught_up)
         values ($1, $2, 'live', $3, $4, 1, true)
         on conflict (name, version, build) do update
         set position = excluded.position, event_id = excluded.event_id, owner_epoch = c.owner_epoch + 1,
             failure = null, caught_up = true, updated_at = clock_timestamp()`,
        [projection.name, projection.version, reader.last?.position ?? null, reader.last?.id ?? null],
      );
    });
  });
}

/** What stood parked before may be read by now: whoever does something about the view's rows has not seen it. */
async function handOver(
  client: pg.ClientBase,
  projection: AnyProjection,
  streams: readonly Poisoned[],
): Promise<void> {
  const keys = streams.map(({ stream }) => keyOf(projection, stream));
  const { rows } = await client.query<{ key: string; since: string }>(
    `select ${projection.key}::text as key, since from ${tableOf(projection)} where ${projection.key} = any($1)`,
    [keys],
  );
  for (const { key, since } of rows) await handToProcesses(client, projection.name, key, since);
}

/** Reads the log from its start into the tables of a build. */
export class LogReader {
  /** The last event read. */
  last: RecordedEvent | undefined;
  readonly poisoned: Poisoned[] = [];
  private done = 0;

  constructor(
    private readonly pool: pg.Pool,
    private readonly feed: EventFeed,
    private readonly projection: AnyProjection,
    private readonly build: Build,
    /** Asked first in every transaction; throws where the tables belong to somebody else by now. */
    private readonly assertOurs: (client: pg.ClientBase) => Promise<void> = async () => undefined,
    /** Streams with the revision from which on they are left out. */
    private readonly leftFrom: ReadonlyMap<string, number> = new Map(),
  ) {}

  /** Reads on up to and including the position, on the given connection or in a transaction a batch. */
  async readTo(end: Position, progress: RebuildProgress, client?: pg.ClientBase): Promise<void> {
    if (this.reached(end)) return;
    const stop = new AbortController();
    const after = this.last === undefined ? null : { position: this.last.position, eventId: this.last.id };
    for await (const batch of this.feed.subscribe(after, { signal: stop.signal, limit: BATCH })) {
      const events = batch.events.filter(({ position }) => position <= end);
      if (client) await this.write(client, events);
      else await inTransaction(this.pool, (own) => this.writeOurs(own, events));
      this.last = events.at(-1) ?? this.last;
      this.done += events.length;
      progress(this.done, (await this.feed.lag(this.last?.position ?? null)).events);
      if (this.reached(end) || batch.caughtUp) return;
    }
  }

  private reached(end: Position): boolean {
    return this.last !== undefined && this.last.position >= end;
  }

  private async writeOurs(client: pg.ClientBase, events: readonly RecordedEvent[]): Promise<void> {
    await this.assertOurs(client);
    await this.write(client, events);
  }

  private async write(client: pg.ClientBase, events: readonly RecordedEvent[]): Promise<void> {
    const parked = new Set(this.poisoned.map(({ stream }) => stream));
    const wanted = relevant(this.projection, parked, events).filter(
      ({ stream, revision }) => revision < (this.leftFrom.get(stream) ?? Number.POSITIVE_INFINITY),
    );
    this.poisoned.push(...(await writeEvents(client, this.projection, this.build, wanted)));
  }
}

function exclusively(pool: pg.Pool, projection: AnyProjection, work: () => Promise<void>): Promise<void> {
  return onConnection(pool, async (client) => {
    const key = [REBUILD_LOCK, tableOf(projection)];
    const { rows } = await client.query<{ held: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as held',
      key,
    );
    if (!rows[0]?.held)
      throw new Error(`${projection.name} is being rebuilt already: wait until that is done.`);
    try {
      await work();
    } finally {
      // Where the connection is gone, so is the lock.
      await client.query('select pg_advisory_unlock($1, hashtext($2))', key).catch(() => undefined);
    }
  });
}
