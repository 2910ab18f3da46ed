import { Global, Module } from '@nestjs/common';
import { DatabaseHealth } from './database-health.js';
import { HealthController } from './health.controller.js';
import { HealthChecks } from './health-checks.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';
import { ProcessHealth } from './process-health.js';
import { RequestLoad } from './request-load.js';
import { ViewHealth } from './view-health.js';

/** Health and metrics; global, because every room has something to tell. */
@Global()
@Module({
  controllers: [HealthController, MetricsController],
  providers: [HealthChecks, Metrics, DatabaseHealth, ProcessHealth, RequestLoad, ViewHealth],
  exports: [HealthChecks, Metrics],
})
export class OpsModule {}
