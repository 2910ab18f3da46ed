import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { onConnection } from '../database/on-connection.js';
import { type CheckResult, HealthChecks } from './health-checks.js';
import { Metrics } from './metrics.js';

/** Clocks further apart than this make deadlines and the order of times untrue. */
const LARGEST_DIFFERENCE_MS = 2_000;

/** Looks at PostgreSQL from outside: whether it answers, and whether its clock agrees with ours. */
@Injectable()
export class DatabaseHealth implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly health: HealthChecks,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.health.register('postgres', () => this.answers());
    this.health.register('clocks', () => this.clocks());
    this.metrics.gauge('kondusif_clock_difference_seconds', 'Our clock minus that of PostgreSQL.', () => {
      return this.difference().then((ms) => ms / 1_000);
    });
    const { pool } = this.database;
    const connections = () => [
      { labels: { state: 'idle' }, value: pool.idleCount },
      { labels: { state: 'busy' }, value: pool.totalCount - pool.idleCount },
      { labels: { state: 'waiting' }, value: pool.waitingCount },
    ];
    this.metrics.gauge('kondusif_database_connections', 'Connections of the driver pool.', connections, [
      'state',
    ]);
  }

  private async answers(): Promise<CheckResult> {
    const { rows } = await this.database.pool.query<{ server_version: string }>('show server_version');
    return { ok: true, version: rows[0]?.server_version };
  }

  private async clocks(): Promise<CheckResult> {
    const differenceMs = Math.round(await this.difference());
    return { ok: Math.abs(differenceMs) <= LARGEST_DIFFERENCE_MS, postgres: { differenceMs } };
  }

  /** Milliseconds by which our clock is ahead, as the middle of the round trip saw it. */
  private difference(): Promise<number> {
    return onConnection(this.database.pool, async (client) => {
      const asked = Date.now();
      const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at');
      return (asked + Date.now()) / 2 - (rows[0]?.at.getTime() ?? Number.NaN);
    });
  }
}
