import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HealthChecks } from '../ops/health-checks.js';
import { Metrics } from '../ops/metrics.js';
import { Processes } from '../projection/processes.js';
import { Channels } from './channels.js';
import { DecidingProcess, NOTIFICATION } from './deciding.process.js';
import { Outbox } from './outbox/outbox.js';
import { Sending } from './sending.js';
import { SendingLoop } from './sending-loop.js';

/** Has the decisions made and the letters sent where this process is a worker, and shows in every one how they stand. */
@Injectable()
export class NotificationProcess implements OnModuleInit {
  constructor(
    private readonly deciding: DecidingProcess,
    private readonly sending: Sending,
    private readonly outbox: Outbox,
    private readonly channels: Channels,
    private readonly processes: Processes,
    private readonly health: HealthChecks,
    private readonly metrics: Metrics,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.deciding.prepare();
    this.processes.addOwned(NOTIFICATION, (signal) => this.deciding.run(signal));
    if (this.channels.any) this.processes.add(this.loop());
    // A mail server that is away, and dead letters, are an operator's business: the service itself is well.
    this.health.register('outbox', async () => ({ ok: true, ...(await this.outbox.standing()) }), 'alarm');
    this.metrics.gauge(
      'kondusif_outbox_letters',
      'Letters that wait to be sent, and those that nobody tries to send any more.',
      async () => {
        const { waiting, dead } = await this.outbox.standing();
        return [
          { labels: { state: 'waiting' }, value: waiting },
          { labels: { state: 'dead' }, value: dead },
        ];
      },
      ['state'],
    );
  }

  private loop(): SendingLoop {
    return new SendingLoop(
      (most) => this.sending.sendDue(most),
      (error) => this.processes.trouble('outbox', error),
    );
  }
}
