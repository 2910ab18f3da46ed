import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { EventFeed } from '../event-store/event-feed.js';
import { parkedRows } from '../projection/process-parking.js';
import { Metrics } from './metrics.js';

/** Shows how far those are who react to the rows of views, and what they could not handle. */
@Injectable()
export class ProcessHealth implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly feed: EventFeed,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const labels = ['process'];
    this.metrics.gauge(
      'kondusif_process_lag_events',
      'Events that a process has not looked at, whether or not they concern it.',
      () => this.lags(),
      labels,
    );
    this.metrics.gauge(
      'kondusif_process_parked_rows',
      'Rows that wait for an operator or for a second try.',
      () => this.parked(),
      labels,
    );
  }

  private async lags() {
    const { rows } = await this.database.pool.query<{ name: string; position: string | null }>(
      'select name, position from process_checkpoint',
    );
    return Promise.all(
      rows.map(async ({ name, position }) => ({
        labels: { process: name },
        value: (await this.feed.lag(position)).events,
      })),
    );
  }

  private async parked() {
    const counts = new Map<string, number>();
    for (const { name } of await parkedRows(this.database.pool))
      counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts].map(([name, value]) => ({ labels: { process: name }, value }));
  }
}
