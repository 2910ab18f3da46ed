import type { ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Position } from '../event-store/recorded-event.js';
import type { Principal } from '../kernel/grant.js';
import type { RouteDeclaration } from './route-declaration.js';

/** The person behind a request, as signed in now. The name is for answers; it never goes into an event or a log. */
export type SignedInPrincipal = Principal & { readonly name: string };

/** What `?asOf=` points at: the log up to and including the position. */
export interface AsOfPoint {
  readonly position: Position;
  /** The instant that was asked for, null where a position was given. */
  readonly instant: Date | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on public routes and before the person is known. */
    principal: SignedInPrincipal | null;
    /** What `?asOf=` points at; set on handlers that declare `@WaitsFor`. */
    asOf: AsOfPoint | null;
  }
  interface FastifyContextConfig {
    readonly kondusif?: RouteDeclaration;
  }
}

/** The request of a handler, guard or interceptor. */
export function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}

/** The reply of a handler, guard or interceptor. */
export function replyOf(context: ExecutionContext): FastifyReply {
  return context.switchToHttp().getResponse<FastifyReply>();
}
