import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';

const REPORT_MS = 1_000;

/**
 * What this process tells the others of its firing: whether it has come to an end of what was due since it started (or
 * since an outage), and when it last fired. By this a backlog that is being worked off is told from one that is not.
 */
export class TimerDuty {
  private readonly id = randomUUID();
  private isCaughtUp = false;
  /** When it last fired; before the first time, when it started. */
  private firedAt = Date.now();
  private reportedAt = 0;

  constructor(private readonly dataSource: DataSource) {}

  fired(): void {
    this.firedAt = Date.now();
  }

  caughtUp(): void {
    if (!this.isCaughtUp) this.reportedAt = 0;
    this.isCaughtUp = true;
  }

  /** Something was away: what has become due meanwhile is a backlog again. */
  interrupted(): void {
    this.isCaughtUp = false;
  }

  /** Once a second. */
  async report(): Promise<void> {
    if (Date.now() - this.reportedAt < REPORT_MS) return;
    this.reportedAt = Date.now();
    await this.dataSource.query(
      `insert into timer_runner (id, caught_up, fired_at) values ($1, $2, clock_timestamp() - $3 * interval '1 millisecond')
       on conflict (id) do update
       set caught_up = excluded.caught_up, fired_at = excluded.fired_at, reported_at = clock_timestamp()`,
      [this.id, this.isCaughtUp, Date.now() - this.firedAt],
    );
  }

  async leave(): Promise<void> {
    await this.dataSource.query('delete from timer_runner where id = $1', [this.id]);
  }
}
