import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import type { Observable } from 'rxjs';
import type { Position } from '../event-store/recorded-event.js';
import { DomainError } from '../kernel/domain-error.js';
import { PositionWaiter } from '../projection/wait-for-position.js';
import { AsOfResolver } from './as-of.js';
import { replyOf, requestOf } from './request.js';
import { declarationOf, declare } from './route-declaration.js';

const PATIENCE_MS = 2_000;
export const STALE_HEADER = 'Kondusif-Stale';

/**
 * The view behind a GET handler. `?after=` waits until it has seen a position, `?asOf=` until it can answer for a past
 * one; after 2 s the answer says `Kondusif-Stale: true`. Errors: `starting` (503) while the view is built for the first
 * time, since what it would answer is not yet the whole.
 */
export function WaitsFor(projection: string): MethodDecorator {
  return applyDecorators(declare({ waitsFor: projection }), UseInterceptors(AfterInterceptor));
}

@Injectable()
export class AfterInterceptor implements NestInterceptor {
  constructor(
    private readonly waiter: PositionWaiter,
    private readonly asOf: AsOfResolver,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = requestOf(context);
    const { after, asOf } = request.query as Readonly<Record<string, unknown>>;
    // That it is a position of this log was checked before the body was read.
    const seen = typeof after === 'string' && after !== '' ? after : undefined;
    request.asOf = asOf === undefined ? null : await this.asOf.resolve(String(asOf));
    const target = later(seen, request.asOf?.position);
    const { waitsFor = '' } = declarationOf(context.getHandler());
    if (!(await this.waiter.isBuilt(waitsFor))) throw new DomainError('starting');
    if (target !== undefined && !(await this.waiter.reached(waitsFor, target, PATIENCE_MS))) {
      replyOf(context).header(STALE_HEADER, 'true');
    }
    return next.handle();
  }
}

/** Positions of one log are ordered as text. */
function later(a: Position | undefined, b: Position | undefined): Position | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}
