import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { HealthChecks } from '../../ops/health-checks.js';
import { Metrics } from '../../ops/metrics.js';
import { Processes } from '../../projection/processes.js';
import { type TimerReport, TimerRunner } from './timer.runner.js';
import { isSound, TimerAudit } from './timer-audit.js';
import { TimerClaims } from './timer-claims.js';
import { TimerDuty } from './timer-duty.js';
import type { DueTimer, Fired } from './timer-source.js';
import { TimerSources } from './timer-sources.js';

/** 50,000 timers that came together in an outage are fired in less than two minutes, and no faster than that needs. */
const LIMITS = { width: 64, leaseMs: 15_000, perSecond: 510 };
const LATENESS_SECONDS = [0.5, 1, 2, 5, 15, 60, 300, 3_600, 86_400];

/** Fires the timers of all views in this process, where it is a worker, and shows in every process how they stand. */
@Injectable()
export class TimersProcess implements OnModuleInit {
  private readonly audit: TimerAudit;

  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    private readonly sources: TimerSources,
    private readonly processes: Processes,
    private readonly health: HealthChecks,
    private readonly metrics: Metrics,
  ) {
    this.audit = new TimerAudit(dataSource, sources, () => this.moved());
  }

  onModuleInit(): void {
    const claims = new TimerClaims(this.dataSource, this.sources, LIMITS.leaseMs, () => this.moved());
    const duty = new TimerDuty(this.dataSource);
    this.processes.add(new TimerRunner(claims, duty, (timer) => this.fire(timer), this.reported(), LIMITS));
    // A process that can answer people goes on answering them, whatever its clocks do.
    const audited = async () => {
      const overdue = await this.audit.overdue();
      return { ok: isSound(overdue), overdue };
    };
    this.health.register('timers', audited, 'alarm');
    this.metrics.gauge(
      'kondusif_timers_due',
      'Timers whose instant has come and that nobody has answered yet; at most 10,000 are counted.',
      async () => (await this.audit.due()).map(({ source, count }) => ({ labels: { source }, value: count })),
      ['source'],
    );
  }

  private fire(timer: DueTimer): Promise<Fired> {
    return this.commands.execute(this.sources.of(timer.source).command(timer) as never);
  }

  private reported(): TimerReport {
    const fired = this.metrics.counter('kondusif_timers_fired_total', 'Timers by what became of them.', [
      'source',
      'outcome',
    ]);
    const lateness = this.metrics.histogram(
      'kondusif_timer_lateness_seconds',
      'How long after its instant a timer was recorded.',
      LATENESS_SECONDS,
      ['source'],
    );
    return {
      fired: ({ source, dueAt }, outcome) => {
        fired.inc({ source, outcome });
        if (outcome !== 'recorded') return;
        lateness.observe({ source }, Math.max(0, this.clock.now().getTime() - dueAt.getTime()) / 1_000);
      },
      trouble: (error) => this.processes.trouble('timers', error),
    };
  }

  /** Milliseconds by which the service's clock is not the machine's: 0 but in tests. */
  private moved(): number {
    return this.clock.now().getTime() - Date.now();
  }
}
