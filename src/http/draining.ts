import type { Server } from 'node:http';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

const LOOK_MS = 50;
/** What has not ended by then is cut. */
const PATIENCE_MS = 10_000;

/** True once the service stops: what has begun is finished, what comes now is sent elsewhere. */
@Injectable()
export class Draining implements OnModuleDestroy {
  private stopping = false;

  get now(): boolean {
    return this.stopping;
  }

  onModuleDestroy(): void {
    this.stopping = true;
  }
}

/**
 * Lets the server close as soon as the last answer is out: Node closes only the connections that are idle at once, and
 * keeps those that become so later.
 */
export function closeConnectionsAsTheyEnd(fastify: FastifyInstance): void {
  fastify.addHook('preClose', async () => {
    const server: Server = fastify.server;
    const looking = setInterval(() => server.closeIdleConnections(), LOOK_MS);
    const cutting = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    server.once('close', () => {
      clearInterval(looking);
      clearTimeout(cutting);
    });
  });
}
