import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Admission } from '../http/admission.js';
import { Metrics } from './metrics.js';

/** Shows how near this process is to sending requests away. */
@Injectable()
export class RequestLoad implements OnModuleInit {
  constructor(
    private readonly admission: Admission,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge(
      'kondusif_requests_under_way',
      'Requests that are worked on, without live streams.',
      () => {
        return this.admission.underWay;
      },
    );
  }
}
