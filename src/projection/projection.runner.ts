import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inTransaction } from '../database/on-connection.js';
import { EventFeed, LogMismatch } from '../event-store/event-feed.js';
import { EventStore } from '../event-store/event-store.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { applyBatch, relevant, type ViewProgress, writeEvents } from './apply-batch.js';
import { assertOwner, OwnershipLost, recordFailure, reportAlive, takeOver } from './checkpoint.js';
import { park, parkedStreams, unpark } from './parking.js';
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

/** First half of every projection lock's key; the second is a hash of the table's name. */
const LOCK_CLASS = 7_310;
const BATCH = 1_000;
/** Small batches are given this long to grow, so that a busy log is not read event by event. */
const BREATH_MS = 20;
/** How long a checkpoint may stay behind events that do not concern the view. */
const PASSED_MS = 250;
const PING_MS = 1_000;
/** A server that says nothing for so long is as good as gone: what hangs on it is left, and another way is tried. */
const ANSWER_MS = 5_000;
const ALIVE_MS = 30_000;
const NONE: ReadonlySet<string> = new Set();

/**
 * Feeds one view. Among all processes one owner reads: it holds a session lock on a connection that the database drops
 * five seconds after the process stops pinging, and an epoch that a successor raises, so that an owner that was
 * stopped and wakes up is refused at its next write.
 */
export class ProjectionRunner {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private reportedAt = 0;

  constructor(
    private readonly projection: AnyProjection,
    private readonly database: RunnerDatabase,
    private readonly store: EventStore,
    private readonly feed: EventFeed,
    private readonly report: RunnerReport,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Resolves when the batch under way stands. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.ownWhileHeld(signal);
      } catch (error) {
        if (signal.aborted) return;
        // A rebuild put new tables in place, or a successor came: look at once who owns the view now.
        if (error instanceof OwnershipLost) continue;
        this.report.trouble(this.projection, error);
        if (error instanceof LogMismatch) await this.standStill(error);
      }
      await sleep(PING_MS, undefined, { signal }).catch(ignoreAbort);
    }
  }

  /** Takes the lock and reads until it is lost; returns at once where another process holds it. */
  private async ownWhileHeld(stopping: AbortSignal): Promise<void> {
    const lost = new AbortController();
    const lock = new pg.Client({
      connectionString: this.database.url,
      application_name: `kondusif-${this.projection.name}`,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    lock.on('error', (error) => lost.abort(error));
    lock.on('end', () => lost.abort());
    await lock.connect();
    const ping = setInterval(
      () => lock.query('select 1').catch((error: unknown) => lost.abort(error)),
      PING_MS,
    );
    try {
      await lock.query("set idle_session_timeout = '5s'");
      const { rows } = await lock.query<{ held: boolean }>(
        'select pg_try_advisory_lock($1, hashtext($2)) as held',
        [LOCK_CLASS, tableOf(this.projection)],
      );
      if (rows[0]?.held) await unlessLost(lost.signal, this.read(AbortSignal.any([stopping, lost.signal])));
    } finally {
      clearInterval(ping);
      lock.removeAllListeners('end');
      await lock.end().catch(ignoreAbort);
    }
  }

  private async read(signal: AbortSignal): Promise<void> {
    let progress = await this.begin();
    let movedAt = Date.now();
    let passed: RecordedEvent | null = null;
    for await (const batch of this.feed.subscribe(progress.checkpoint, { signal, limit: BATCH })) {
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
        await sleep(BREATH_MS, undefined, { signal }).catch(ignoreAbort);
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
    if (Date.now() - this.reportedAt < (progress.parked.size > 0 ? PING_MS : ALIVE_MS)) return progress;
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
        return again;
      });
      if (poisoned.length === 0) parked.delete(entry.stream);
    }
    return { ...progress, parked };
  }

  /** Another log lies below the view: nothing is written until an operator rebuilds it. */
  private async standStill(error: LogMismatch): Promise<void> {
    await recordFailure(this.database.pool, this.projection, error.message).catch((reason: unknown) =>
      this.report.trouble(this.projection, reason),
    );
    await sleep(ALIVE_MS, undefined, { signal: this.stopping.signal }).catch(ignoreAbort);
  }
}

/**
 * Does not wait for work that may hang on a dead connection once the lock is lost. What it would still write, the epoch
 * of the next owner refuses.
 */
function unlessLost(lost: AbortSignal, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(lost.reason);
    if (lost.aborted) leave();
    lost.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => lost.removeEventListener('abort', leave));
  });
}

/** A wait that was cut short is over, which is what was wanted. */
function ignoreAbort(): void {}
