import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction } from '../database/on-connection.js';
import { type Checkpoint, EventFeed, LogMismatch } from '../event-store/event-feed.js';
import { inTime } from '../event-store/in-time.js';
import type { Position } from '../event-store/recorded-event.js';
import { inLanes } from './lanes.js';
import { mismatch } from './log-fit.js';
import { OwnedLoop } from './owned-loop.js';
import { isAway, isLostRace, sentenceOf } from './passing.js';
import { moveProcess, standingOf } from './process-checkpoint.js';
import { type FailedRow, parkedRows, parkRow, unparkRows } from './process-parking.js';
import { type AnyProjection, tableOf } from './projection.js';
import type { RunnerDatabase } from './projection.runner.js';

/** A row of a view as its projection writes it (times as text), with the position of the event that wrote it. */
export type ChangedRow<Row> = Row & { readonly since: Position };

/** What is done about the changed rows of a view. */
export interface RowPlan<Row extends object> {
  /** Of the process, unique and never changed: its checkpoint goes by it. */
  readonly name: string;
  /** Must have `(since)` among its indexes. */
  readonly projection: AnyProjection;
  /**
   * Handles the row as it stands now: of several changes between two looks only the last is seen. May come twice with
   * the same row, so what it sends has ids that follow from the row. What it throws parks the row: after a lost race
   * until the next second, else until the row changes or an operator looks. Where a store or the database is away,
   * everything waits. `after`: what the row said up to there was handled; null where that is not known.
   */
  readonly handle: (row: ChangedRow<Row>, signal: AbortSignal, after: Position | null) => Promise<void>;
  /**
   * Names of what a row has to do with: rows that share one are handled one after the other, in the order of their
   * positions. By default every row stands for itself.
   */
  readonly shares?: (row: ChangedRow<Row>, signal: AbortSignal) => Promise<readonly string[]>;
  /** Lanes at a time, by default 8. */
  readonly width?: number;
  /** A row that takes longer is parked, so that the others go on; by default 30 seconds. */
  readonly rowMs?: number;
  /** Rows a batch at most, by default 200. */
  readonly limit?: number;
  /** Where the process begins in the life of an installation: at the log's first event, or at its end by then. */
  readonly begins?: 'first' | 'end';
}

const LOOK_MS = 250;
const WISHES_MS = 1_000;
const STILL_MS = 30_000;
const FIT_MS = 5_000;
/** How long a checkpoint may stay behind a view in which nothing of it changes. */
const PASSED_MS = 5_000;

/** What was read at one instant: rows after the checkpoint, and how far the view was. */
interface Page<Row extends object> {
  readonly rows: readonly ChangedRow<Row>[];
  readonly view: Checkpoint | null;
}

/**
 * Does something about the changed rows of a view: reads them in the order of their positions, has each handled, and
 * moves its checkpoint when all of a batch are handled or parked. After a kill the batch is handled again.
 */
export class RowProcess<Row extends object> {
  private readonly loop: OwnedLoop;
  private movedAt = 0;
  private wishesAt = 0;

  constructor(
    private readonly plan: RowPlan<Row>,
    private readonly database: RunnerDatabase,
    private readonly feed: EventFeed,
    private readonly trouble: (error: unknown) => void,
  ) {
    if (!plan.projection.indexes.includes('(since)'))
      throw new Error(`${plan.name} reads ${plan.projection.name} by since: it needs an index on (since).`);
    this.loop = new OwnedLoop(
      `process ${plan.name}`,
      database,
      (signal) => this.work(signal),
      (error, stopping) => this.troubled(error, stopping),
    );
  }

  start(): void {
    this.loop.start();
  }

  /** Resolves when the rows under way are handled. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async work(signal: AbortSignal): Promise<void> {
    const { name, projection, begins } = this.plan;
    let standing = await standingOf(this.database.pool, { name, projection: projection.name }, async () =>
      begins === 'end' ? this.feed.end() : null,
    );
    await this.assertFits(standing);
    while (!signal.aborted) {
      await this.grantWishes(signal);
      const page = await this.read(standing);
      standing = await this.handlePage(standing, page, signal);
      if (page.rows.length < this.limit) await sleep(LOOK_MS, undefined, { signal }).catch(ignoreAbort);
    }
  }

  private get limit(): number {
    return this.plan.limit ?? 200;
  }

  private async assertFits(standing: Checkpoint | null): Promise<void> {
    if (standing === null || standing.eventId === null) return;
    const reason = await mismatch(this.feed, standing, AbortSignal.timeout(FIT_MS));
    if (reason !== undefined) throw new LogMismatch(standing);
  }

  /** Both in one statement: what is not among the rows of a page that is not full has not changed up to `view`. */
  private async read(standing: Checkpoint | null): Promise<Page<Row>> {
    const { projection } = this.plan;
    const { rows } = await this.database.pool.query<Page<Row>>(
      `select (select json_build_object('position', position, 'eventId', event_id) from projection_checkpoint
               where name = $1 and version = $2 and build = 'live' and position is not null) as view,
              (select coalesce(json_agg(t order by t.since), '[]') from
                 (select * from ${tableOf(projection)} where since > $3 order by since limit $4) t) as rows`,
      [projection.name, projection.version, standing?.position ?? '', this.limit],
    );
    return rows[0] as Page<Row>;
  }

  private async handlePage(
    standing: Checkpoint | null,
    page: Page<Row>,
    signal: AbortSignal,
  ): Promise<Checkpoint | null> {
    const next = this.after(standing, page);
    const isDue = page.rows.length > 0 || Date.now() - this.movedAt >= PASSED_MS;
    if (next === null || !isDue) return standing;
    const parked = await this.handleAll(page.rows, standing?.position ?? null, signal);
    if (signal.aborted) return standing;
    const { name } = this.plan;
    await inTransaction(this.database.pool, async (client) => {
      await moveProcess(client, name, standing, next);
      await unparkRows(
        client,
        name,
        page.rows.map((row) => this.keyOf(row)),
      );
      for (const row of parked) await parkRow(client, row);
    });
    this.movedAt = Date.now();
    return next;
  }

  /** Where the checkpoint goes when a page is handled; null where it stays. */
  private after(standing: Checkpoint | null, { rows, view }: Page<Row>): Checkpoint | null {
    const last = rows.at(-1)?.since ?? standing?.position ?? '';
    if (rows.length < this.limit && view !== null && view.position >= last)
      return view.position > (standing?.position ?? '') ? view : null;
    return rows.length > 0 ? { position: last, eventId: null } : null;
  }

  /** Handles rows; returns those that could not be. Throws where everything has to wait. */
  private async handleAll(
    rows: readonly ChangedRow<Row>[],
    after: Position | null,
    signal: AbortSignal,
  ): Promise<FailedRow[]> {
    const { name, shares, handle, width = 8, rowMs = 30_000 } = this.plan;
    const parked: FailedRow[] = [];
    const names = new Map<ChangedRow<Row>, readonly string[]>();
    const attempt = async (row: ChangedRow<Row>, work: () => Promise<void>): Promise<void> => {
      if (signal.aborted) return;
      try {
        await inTime(work(), rowMs, () => new Error(`The row was not handled in ${rowMs / 1_000} seconds.`));
      } catch (error) {
        if (signal.aborted || isAway(error)) throw error;
        const wish = isLostRace(error) ? 'retry' : null;
        if (wish === null) this.trouble(error);
        parked.push({ name, key: this.keyOf(row), position: row.since, error: sentenceOf(error), wish });
      }
    };
    if (shares !== undefined) {
      await inLanes(rows, none, width, (row) =>
        attempt(row, async () => void names.set(row, await shares(row, signal))),
      );
    }
    await inLanes(
      shares === undefined ? rows : rows.filter((row) => names.has(row)),
      (row) => names.get(row) ?? [],
      width,
      (row) => attempt(row, () => handle(row, signal, after)),
    );
    return parked;
  }

  private keyOf(row: ChangedRow<Row>): string {
    return String((row as Readonly<Record<string, unknown>>)[this.plan.projection.key]);
  }

  /** Once a second: does with parked rows what operators wish. */
  private async grantWishes(signal: AbortSignal): Promise<void> {
    if (Date.now() - this.wishesAt < WISHES_MS) return;
    this.wishesAt = Date.now();
    const { pool } = this.database;
    const { name } = this.plan;
    const wished = (await parkedRows(pool, name)).filter(({ wish }) => wish !== null);
    if (wished.length === 0) return;
    const retried = await this.rowsOf(wished.filter(({ wish }) => wish === 'retry').map(({ key }) => key));
    const parked = await this.handleAll(retried, null, signal);
    if (signal.aborted) return;
    await inTransaction(pool, async (client) => {
      await unparkRows(
        client,
        name,
        wished.map(({ key }) => key),
      );
      for (const row of parked) await parkRow(client, row);
    });
  }

  private async rowsOf(keys: readonly string[]): Promise<ChangedRow<Row>[]> {
    const { projection } = this.plan;
    const { rows } = await this.database.pool.query<{ row: ChangedRow<Row> }>(
      `select row_to_json(t) as row from ${tableOf(projection)} t where ${projection.key}::text = any($1) order by since`,
      [keys],
    );
    return rows.map(({ row }) => row);
  }

  /** Where another log lies below the checkpoint, nothing is sent until an operator has looked. */
  private async troubled(error: unknown, stopping: AbortSignal): Promise<void> {
    this.trouble(error);
    if (error instanceof LogMismatch)
      await sleep(STILL_MS, undefined, { signal: stopping }).catch(ignoreAbort);
  }
}

/** What a row shares while it is not known. */
function none(): readonly string[] {
  return [];
}

/** A wait that was cut short is over, which is what was wanted. */
function ignoreAbort(): void {}
