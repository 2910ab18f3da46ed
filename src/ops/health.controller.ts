import { Controller, Get } from '@nestjs/common';
import { Public } from '../http/access.js';
import { Example } from '../http/example.js';
import { DomainError } from '../kernel/domain-error.js';
import { type Health, HealthChecks } from './health-checks.js';
import { LIVE, READY } from './health-examples.js';

/** For whoever watches over the process: a load balancer, an orchestrator, a person. */
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthChecks) {}

  /** The process answers. Nothing else is asked, so that a database away for a while gets nobody restarted. */
  @Public()
  @Get('live')
  @Example(LIVE)
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** Errors: `not_ready` (503) with what is missing and how far it is. */
  @Public()
  @Get('ready')
  @Example(READY)
  async ready(): Promise<{ readonly status: 'ready' } & Pick<Health, 'alarms' | 'checks'>> {
    const { ok, missing, alarms, checks } = await this.health.run();
    if (!ok) throw new DomainError('not_ready', { missing, alarms, checks });
    return { status: 'ready', alarms, checks };
  }
}
