import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { SignedIn } from '../http/access.js';
import { Example } from '../http/example.js';
import { METRICS } from './health-examples.js';
import { Metrics } from './metrics.js';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** Prometheus text; a scraper brings a token, as every machine does. */
  @SignedIn()
  @Get()
  @Example(METRICS)
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const text = await this.metrics.text();
    reply.type(this.metrics.contentType);
    return text;
  }
}
