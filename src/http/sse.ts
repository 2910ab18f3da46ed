import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventFeed } from '../event-store/event-feed.js';
import type { Position } from '../event-store/recorded-event.js';
import { DomainError } from '../kernel/domain-error.js';
import { Admission } from './admission.js';
import { LiveTail } from './live-tail.js';
import { SseConnection, type SseSubscription } from './sse-connection.js';

const MAX_CONNECTIONS = 2_000;

/** Server-sent events over the log: the id of a message is its position. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly connections = new Set<SseConnection>();
  private readonly tail: LiveTail;
  private closing = false;

  constructor(
    private readonly feed: EventFeed,
    private readonly admission: Admission,
  ) {
    this.tail = new LiveTail(feed);
  }

  /**
   * Answers the request with a stream and resolves when it has ended. Starts after `Last-Event-ID`, else at the end
   * of the log. Throws before anything is sent: `position_invalid`, `overloaded`, `shutting_down`.
   */
  async open(request: FastifyRequest, reply: FastifyReply, subscription: SseSubscription): Promise<void> {
    if (this.closing) throw new DomainError('shutting_down');
    if (this.connections.size >= MAX_CONNECTIONS) throw new DomainError('overloaded');
    const from = await this.startOf(request.headers['last-event-id']);
    this.admission.leave(request);
    const connection = new SseConnection(startAnswer(reply), subscription, this.tail, from);
    this.connections.add(connection);
    try {
      await connection.run(this.feed);
    } catch (error) {
      request.log.error({ err: error }, 'An event stream broke off');
    } finally {
      this.connections.delete(connection);
      if (this.connections.size === 0) this.tail.stop();
    }
  }

  beforeApplicationShutdown(): void {
    this.closing = true;
    for (const connection of this.connections) connection.end();
  }

  private async startOf(lastEventId: string | string[] | undefined): Promise<Position> {
    const end = await this.feed.end();
    if (lastEventId === undefined || lastEventId === '') return end;
    const position = this.feed.parsePosition(String(lastEventId));
    return position < end ? position : end;
  }
}

/** Takes the answer out of Fastify's hands, with the headers that were set so far. */
function startAnswer(reply: FastifyReply): FastifyReply['raw'] {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  return raw;
}
