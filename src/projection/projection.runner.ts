import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { inTransaction } from '../database/on-connection.js';
import { EventFeed, LogMismatch } from '../event-store/event-feed.js';
import { EventStore } from '../event-store/event-store.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { applyBatch, relevant, type ViewProgress, writeEvents } from './apply-batch.js';
import { keyOf } from './batch-fold.js';
import { assertOwner, OwnershipLost, recordFailure, reportAlive, takeOver } from './checkpoint.js';
import { OwnedLoop } from './owned-loop.js';
import { park, parkedStreams, unpark } from './parking.js';
import { handToProcesses } from './process-parking.js';
import { type AnyProjection, tableOf } from './projection.js';
import { createTables } from './view-tables.js';

/** What the runner needs of the database: a pool for its transactions and an address for the lock's own connection. */
export interface RunnerDatabase {
  readonly pool: pg.Pool;
  readonly url: string;
}

/** Told of what a person should know; never given personal data. */
export interface RunnerReport {
  advanced(projection: AnyProjection, position: string): void;
  trouble(projection: AnyProjection, error: unknown): void;
}

const BATCH = 1_000;
/** Small batches are given this long to grow, so that a busy log is not read event by event. */
const BREATH_MS = 20;
/** On a busy machine longer: a view leaves at least twice the time to others that a batch of it took. */
const LONGEST_BREATH_MS = 100;
/** How long a checkpoint may stay behind events that do not concern the view. */
const PASSED_MS = 250;
/** How often a view with parked streams is asked what operators wish. */
const WISHES_MS = 1_000;
const ALIVE_MS = 30_000;
const NONE: ReadonlySet<string> = new Set();

/**
 * Feeds one view, with one owner among all processes. Its epoch is raised by a successor, so that an owner that was
 * stopped and wakes up is refused at its next write.
 */
export class ProjectionRunner {
  private readonly loop: OwnedLoop;
  private reportedAt = 0;

  constructor(
    private readonly projection: AnyProjection,
    private readonly database: RunnerDatabase,
    private readonly store: EventStore,
    private readonly feed: EventFeed,
    private readonly report: RunnerReport,
  ) {
    this.loop = new OwnedLoop(
      tableOf(projection),
      database,
      (signal) => this.read(signal).catch(endOfOwnership),
      (error, stopping) => this.troubled(error, stopping),
    );
  }

  start(): void {
    this.loop.start();
  }

  /** Resolves when the batch under way stands. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async read(signal: AbortSignal): Promise<void> {
    let progress = await this.begin();
    let movedAt = Date.now();
    let passed: RecordedEvent | null = null;
    for await (const batch of this.feed.subscribe(progress.checkpoint, { signal, limit: BATCH })) {
      const begunAt = performance.now();
      const isOurs = relevant(this.projection, NONE, batch.events).length > 0;
      // Events of other streams change no row: the checkpoint need not follow each of them at once.
      const isDue = Date.now() - movedAt >= PASSED_MS || batch.events.length === 0;
      passed = batch.events.at(-1) ?? passed;
      if (isOurs || (isDue && passed !== null)) {
        progress = await applyBatch(this.database.pool, this.projection, progress, batch, passed);
        movedAt = Date.now();
        passed = null;
      }
      const last = batch.events.at(-1);
      if (last !== undefined) this.report.advanced(this.projection, last.position);
      if (batch.caughtUp) {
        progress = await this.lookAfter(progress);
        await sleep(breathAfter(performance.now() - begunAt), undefined, { signal }).catch(ignoreAbort);
      }
    }
  }

  private begin(): Promise<ViewProgress> {
    return inTransaction(this.database.pool, async (client) => {
      await createTables(client, this.projection, 'live');
      const ownership = await takeOver(client, this.projection, 'live');
      const parked = await parkedStreams(client, this.projection);
      return { ...ownership, parked: new Set(parked.map(({ stream }) => stream)) };
    });
  }

  /** What an owner does between batches: says that it is alive, and grants what operators wished for parked streams. */
  private async lookAfter(progress: ViewProgress): Promise<ViewProgress> {
    if (Date.now() - this.reportedAt < (progress.parked.size > 0 ? WISHES_MS : ALIVE_MS)) return progress;
    await reportAlive(this.database.pool, this.projection, true);
    this.reportedAt = Date.now();
    if (progress.parked.size === 0) return progress;
    return this.grantWishes(progress);
  }

  private async grantWishes(progress: ViewProgress): Promise<ViewProgress> {
    const parked = new Set(progress.parked);
    for (const entry of await parkedStreams(this.database.pool, this.projection)) {
      if (entry.wish === null || progress.checkpoint === null) continue;
      const upTo = progress.checkpoint.position;
      const from = entry.wish === 'skip' ? entry.revision + 1 : entry.revision;
      const events = (await this.store.read(entry.stream, { from })).filter(
        ({ position }) => position <= upTo,
      );
      const poisoned = await inTransaction(this.database.pool, async (client) => {
        await assertOwner(client, this.projection, 'live', progress);
        await unpark(client, this.projection, entry.stream);
        const again = await writeEvents(client, this.projection, 'live', events);
        await park(client, this.projection, again);
        const last = events.at(-1);
        const key = keyOf(this.projection, entry.stream);
        if (last && key !== null) await handToProcesses(client, this.projection.name, key, last.position);
        return again;
      });
      if (poisoned.length === 0) parked.delete(entry.stream);
    }
    return { ...progress, parked };
  }

  /** Where another log lies below the view, nothing is written until an operator rebuilds it. */
  private async troubled(error: unknown, stopping: AbortSignal): Promise<void> {
    this.report.trouble(this.projection, error);
    if (!(error instanceof LogMismatch)) return;
    await recordFailure(this.database.pool, this.projection, error.message).catch((reason: unknown) =>
      this.report.trouble(this.projection, reason),
    );
    await sleep(ALIVE_MS, undefined, { signal: stopping }).catch(ignoreAbort);
  }
}

function breathAfter(batchMs: number): number {
  return Math.min(LONGEST_BREATH_MS, Math.max(BREATH_MS, 2 * batchMs));
}

/** A rebuild put new tables in place, or a successor came: the loop looks at once who owns the view now. */
function endOfOwnership(error: unknown): void {
  if (!(error instanceof OwnershipLost)) throw error;
}

/** A wait that was cut short is over, which is what was wanted. */
function ignoreAbort(): void {}
