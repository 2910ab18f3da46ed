import { DataSource } from 'typeorm';
import { dueRows } from './due-rows.js';
import type { TimerSources } from './timer-sources.js';

/** Timers that should have fired by now. */
export interface Overdue {
  /** Nobody has fired them yet. */
  readonly waiting: number;
  /** Their commands failed, and are sent again. */
  readonly failing: number;
  /** Answered again and again, and their views still show them. */
  readonly disputed: number;
  /** Seconds by which the oldest of them is late. */
  readonly oldest: number;
  /** Somebody works off what came together before a start or in an outage, and fired within the last seconds. */
  readonly catchingUp: boolean;
}

const LATE_MS = 60_000;
/** Within so many seconds a runner that has something to fire has fired. */
const PROGRESS_SECONDS = 15;
/** With 5 answers a timer was left 5, 10, 20 and 40 seconds for its view to follow. */
const DISPUTED_TRIES = 5;
const COUNTED = 10_000;

/** Counts what is overdue and unfired. Claims and views are compared, so that nothing hides in either. */
export class TimerAudit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: TimerSources,
    private readonly moved: () => number,
  ) {}

  async overdue(): Promise<Overdue> {
    if (this.sources.all.length === 0)
      return { waiting: 0, failing: 0, disputed: 0, oldest: 0, catchingUp: false };
    const [row] = (await this.dataSource.query(
      `with overdue as (${dueRows(this.sources.all, 'all')})
       select count(*) filter (where c.timer_id is null or (c.fired_at is null and c.last_error is null)) as waiting,
              count(*) filter (where c.last_error is not null) as failing,
              count(*) filter (where c.last_error is null and c.fired_at is not null and c.tries >= $4) as disputed,
              coalesce(extract(epoch from statement_timestamp() + $2::float8 * interval '1 millisecond' - min(o.due_at)
                filter (where c.fired_at is null or c.last_error is not null)), 0)::float8 as oldest,
              exists (select from timer_runner where not caught_up
                and reported_at > clock_timestamp() - $5 * interval '1 second'
                and fired_at > clock_timestamp() - $5 * interval '1 second') as "catchingUp"
       from overdue o left join timer_claim c on c.source = o.source and c.key = o.key and c.clock = o.clock`,
      [COUNTED, this.moved(), LATE_MS, DISPUTED_TRIES, PROGRESS_SECONDS],
    )) as [Overdue];
    return row;
  }

  /** Timers due now that nobody has answered, by source; at most 10,000 are counted. */
  async due(): Promise<{ readonly source: string; readonly count: number }[]> {
    if (this.sources.all.length === 0) return [];
    return this.dataSource.query(
      `with due as (${dueRows(this.sources.all, 'all')})
       select source, count(*) as count from due d
       where not exists (select from timer_claim c where c.source = d.source and c.key = d.key and c.clock = d.clock
                           and c.fired_at is not null)
       group by source`,
      [COUNTED, this.moved(), 0],
    );
  }
}

/** Red where anything is overdue, but for what waits behind a catch-up that goes on. */
export function isSound({ waiting, failing, disputed, catchingUp }: Overdue): boolean {
  return failing === 0 && disputed === 0 && (waiting === 0 || catchingUp);
}
