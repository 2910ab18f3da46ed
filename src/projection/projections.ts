import type pg from 'pg';
import { inTransaction } from '../database/on-connection.js';
import { EventFeed } from '../event-store/event-feed.js';
import { EventStore } from '../event-store/event-store.js';
import { noteMismatches } from './log-fit.js';
import { type Parked, parkedStreams } from './parking.js';
import { type AnyProjection, tableOf } from './projection.js';
import { ProjectionRunner, type RunnerDatabase, type RunnerReport } from './projection.runner.js';
import type { ViewPositions } from './view-positions.js';
import { createTables } from './view-tables.js';

/** How one view of this version stands. */
export interface ViewStatus {
  readonly name: string;
  readonly version: number;
  /** False while the view is built for the first time. */
  readonly caughtUp: boolean;
  readonly lag: { readonly events: number; readonly seconds: number };
  /** Streams that wait for an operator. */
  readonly parked: number;
  /** Why the view stands still, where it does. */
  readonly failure: string | null;
}

const TABLES_LOCK = 7_310_173;

/** All views of this process: their tables, their runners where this process is a worker, and how they stand. */
export class Projections {
  private runners: ProjectionRunner[] = [];

  constructor(
    readonly list: readonly AnyProjection[],
    private readonly database: RunnerDatabase,
    private readonly store: EventStore,
    private readonly feed: EventFeed,
    private readonly positions: ViewPositions,
    private readonly trouble: RunnerReport['trouble'],
  ) {}

  /**
   * Makes the tables of this version, so that readers find them before an owner has come round, and notes which views
   * the log below does not fit.
   */
  async prepare(): Promise<void> {
    await inTransaction(this.database.pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [TABLES_LOCK]);
      for (const projection of this.list) {
        await createTables(client, projection, 'live');
        await client.query(
          `insert into projection_checkpoint (name, version, build) values ($1, $2, 'live')
           on conflict (name, version, build) do update set reported_at = clock_timestamp()`,
          [projection.name, projection.version],
        );
      }
    });
    await noteMismatches(this.database.pool, this.feed, this.list);
  }

  /** Starts feeding the views; only worker processes do. */
  start(): void {
    const report: RunnerReport = {
      advanced: (projection, position) => this.positions.advanced(projection.name, position),
      trouble: this.trouble,
    };
    this.runners = this.list.map(
      (projection) => new ProjectionRunner(projection, this.database, this.store, this.feed, report),
    );
    for (const runner of this.runners) runner.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stop()));
    this.runners = [];
  }

  /** The streams that the view could not read on. */
  parked(projection: AnyProjection): Promise<Parked[]> {
    return parkedStreams(this.database.pool, projection);
  }

  async status(): Promise<ViewStatus[]> {
    const { rows } = await this.database.pool.query<StatusRow>(
      `select c.name, c.version, c.position, c.caught_up, c.failure,
              (select count(*) from projection_parked p where p.name = c.name and p.version = c.version) as parked
       from projection_checkpoint c where c.build = 'live'`,
    );
    const own = rows.filter(({ name, version }) =>
      this.list.some((one) => one.name === name && one.version === version),
    );
    return Promise.all(own.map((row) => this.statusOf(row)));
  }

  private async statusOf(row: StatusRow): Promise<ViewStatus> {
    const { name, version, parked, failure } = row;
    const lag = await this.feed.lag(row.position);
    return { name, version, caughtUp: row.caught_up || lag.events === 0, lag, parked, failure };
  }
}

interface StatusRow {
  readonly name: string;
  readonly version: number;
  readonly position: string | null;
  readonly caught_up: boolean;
  readonly failure: string | null;
  readonly parked: number;
}

/**
 * Removes tables and checkpoints of versions that no process has read for a day, or of the one version that is named.
 * Returns what was removed, e.g. `case_list_v1`.
 */
export async function retire(
  pool: pg.Pool,
  current: readonly AnyProjection[],
  named?: { readonly name: string; readonly version: number },
): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; version: number }>(
    `select name, version from projection_checkpoint
     where build = 'live'
       and case when $1::text is null then reported_at < clock_timestamp() - interval '1 day' else name = $1 and version = $2 end`,
    [named?.name ?? null, named?.version ?? null],
  );
  const old = rows.filter(({ name, version }) =>
    current.some((one) => one.name === name && one.version > version),
  );
  for (const key of old) {
    await inTransaction(pool, async (client) => {
      await client.query(`drop table if exists ${tableOf(key)}`);
      for (const table of await besides(client, key)) await client.query(`drop table if exists ${table}`);
      await client.query('delete from projection_parked where name = $1 and version = $2', [
        key.name,
        key.version,
      ]);
      await client.query('delete from projection_checkpoint where name = $1 and version = $2', [
        key.name,
        key.version,
      ]);
    });
  }
  return old.map(tableOf);
}

/** The tables of past rows and of totals that stand beside the table of a version, whose declaration may be gone. */
async function besides(
  client: pg.ClientBase,
  key: { readonly name: string; readonly version: number },
): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and starts_with(c.relname, $1)`,
    [`${tableOf(key)}_`],
  );
  return rows.map(({ name }) => name);
}
