import { DataSource } from 'typeorm';
import { dueRows } from './due-rows.js';
import { type DueTimer, type NextClock, timerIdOf } from './timer-source.js';
import type { TimerSources } from './timer-sources.js';

/** A timer that is this process's to fire until its lease runs out. */
export interface ClaimedTimer extends DueTimer {
  /** This claim included. */
  readonly tries: number;
}

/** How a firing ended. */
export interface Ending {
  readonly timer: ClaimedTimer;
  /** `passing`: what fired it is away; it was no try. */
  readonly outcome: 'answered' | 'failed' | 'passing';
  readonly error?: string;
}

/** How long an answered timer is left before it is fired again where its view still shows it. */
const ANSWERED_MS = 5_000;
const FAILED_MS = 1_000;
const LONGEST_MS = 300_000;

/** Shares the due timers among all processes, by leases on the clock of the database. No row stays locked. */
export class TimerClaims {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: TimerSources,
    private readonly leaseMs: number,
    /** Milliseconds by which the service's clock was moved: 0 but in tests. */
    private readonly moved: () => number,
  ) {}

  /** The oldest due timers that nobody has; at most `limit`. Fewer only where no more are due. */
  async claim(limit: number): Promise<{ readonly claimed: ClaimedTimer[]; readonly due: number }> {
    if (this.sources.all.length === 0) return { claimed: [], due: 0 };
    const rows: DueRow[] = await this.dataSource.query(dueRows(this.sources.all, 'unclaimed'), [
      limit,
      this.moved(),
      0,
    ]);
    const due = rows.map(timerOf);
    if (due.length === 0) return { claimed: [], due: 0 };
    const tries = await this.lease(due);
    const claimed = due.flatMap((timer) => {
      const count = tries.get(timer.id);
      return count === undefined ? [] : [{ ...timer, tries: count }];
    });
    return { claimed, due: due.length };
  }

  /** Who else claims the same rows at the same time gets the others. */
  private async lease(timers: readonly DueTimer[]): Promise<ReadonlyMap<string, number>> {
    const rows: { id: string; tries: number }[] = await this.dataSource.query(
      `insert into timer_claim as c (timer_id, source, key, clock, due_at, leased_until)
       select id, source, key, clock, "dueAt", clock_timestamp() + $2 * interval '1 millisecond'
       from json_to_recordset($1::json) as t (id uuid, source text, key text, clock jsonb, "dueAt" timestamptz)
       order by id
       on conflict (timer_id) do update set leased_until = excluded.leased_until, tries = c.tries + 1
       where c.leased_until <= clock_timestamp()
       returning timer_id as id, tries`,
      [JSON.stringify(timers), this.leaseMs],
    );
    return new Map(rows.map(({ id, tries }) => [id, tries]));
  }

  /** Says how firings ended, and when each may be fired again where it is still due by then. */
  async settle(endings: readonly Ending[]): Promise<void> {
    const rows = endings.map(({ timer, outcome, error }) => ({
      id: timer.id,
      answered: outcome === 'answered',
      tried: outcome === 'passing' ? 0 : 1,
      hold: holdMs(outcome, timer.tries),
      error: error ?? null,
    }));
    await this.dataSource.query(
      `update timer_claim c
       set leased_until = clock_timestamp() + e.hold * interval '1 millisecond', tries = c.tries - 1 + e.tried,
           fired_at = case when e.answered then clock_timestamp() else c.fired_at end,
           last_error = case when e.tried = 0 then c.last_error else e.error end
       from json_to_recordset($1::json) as e (id uuid, answered boolean, tried integer, hold integer, error text)
       where c.timer_id = e.id`,
      [JSON.stringify(rows)],
    );
  }

  /** Forgets claims of timers that are due no more. One that is still due is claimed anew as soon as it may be. */
  async sweep(): Promise<void> {
    await this.dataSource.query(
      `delete from timer_claim where leased_until < clock_timestamp() - interval '1 minute'`,
    );
    await this.dataSource.query(
      `delete from timer_runner where reported_at < clock_timestamp() - interval '1 hour'`,
    );
  }
}

interface DueRow {
  readonly source: string;
  readonly key: string;
  readonly clock: NextClock;
  readonly due_at: Date;
}

function timerOf({ source, key, clock, due_at: dueAt }: DueRow): DueTimer {
  return { id: timerIdOf(key, clock, dueAt), source, key, clock, dueAt };
}

/** Milliseconds until it may be fired again. */
export function holdMs(outcome: Ending['outcome'], tries: number): number {
  if (outcome === 'passing') return 0;
  const first = outcome === 'answered' ? ANSWERED_MS : FAILED_MS;
  return Math.min(LONGEST_MS, first * 2 ** Math.min(tries - 1, 10));
}
