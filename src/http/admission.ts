import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../kernel/domain-error.js';

/** Beyond this, each further request would only make all the others wait longer. */
export const REQUESTS_AT_ONCE = 512;

/**
 * How many requests one process works on at a time. What comes beyond that is told at once to come back, before
 * anything is read or looked up for it, so that what was taken in is still answered in time.
 */
@Injectable()
export class Admission {
  private readonly inside = new Set<FastifyRequest>();

  /** How many it works on now. */
  get underWay(): number {
    return this.inside.size;
  }

  /**
   * Takes a request in until it is answered or breaks off. Throws `overloaded`. Health is always told: it is asked most
   * urgently of those who are overloaded, and costs little.
   */
  enter(request: FastifyRequest, reply: FastifyReply): void {
    if (request.routeOptions.url?.startsWith('/health/')) return;
    if (this.inside.size >= REQUESTS_AT_ONCE) throw new DomainError('overloaded');
    this.inside.add(request);
    reply.raw.once('close', () => this.leave(request));
  }

  /** The request became a live stream, which has a bound of its own. */
  leave(request: FastifyRequest): void {
    this.inside.delete(request);
  }
}
