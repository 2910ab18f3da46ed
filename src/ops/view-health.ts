import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Projections, type ViewStatus } from '../projection/projections.js';
import { type CheckResult, HealthChecks } from './health-checks.js';
import { Metrics } from './metrics.js';

/** A view that is further behind than this, for longer, is no longer what people may rely on. */
const LATE_SECONDS = 60;

/** Tells how far the views are, which streams wait for an operator, and what stands still. */
@Injectable()
export class ViewHealth implements OnModuleInit {
  constructor(
    private readonly projections: Projections,
    private readonly health: HealthChecks,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.health.register('views', () => this.check());
    const of = (value: (view: ViewStatus) => number) => async () =>
      (await this.projections.status()).map((view) => ({
        labels: { view: view.name, version: String(view.version) },
        value: value(view),
      }));
    const labels = ['view', 'version'];
    this.metrics.gauge(
      'kondusif_view_lag_events',
      'Events that a view has not seen.',
      of(({ lag }) => lag.events),
      labels,
    );
    this.metrics.gauge(
      'kondusif_view_lag_seconds',
      'Age of the oldest of them.',
      of(({ lag }) => lag.seconds),
      labels,
    );
    this.metrics.gauge(
      'kondusif_view_parked_streams',
      'Streams that wait for an operator.',
      of(({ parked }) => parked),
      labels,
    );
  }

  private async check(): Promise<CheckResult> {
    const views = await this.projections.status();
    return {
      ok: views.length === this.projections.list.length && views.every(isFit),
      views: Object.fromEntries(views.map(({ name, ...status }) => [name, status])),
    };
  }
}

/** Parked streams are an operator's business, not a reason to take a process out of service. */
function isFit({ caughtUp, failure, lag }: ViewStatus): boolean {
  return caughtUp && failure === null && lag.seconds < LATE_SECONDS;
}
