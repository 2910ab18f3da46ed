import { setTimeout } from 'node:timers/promises';
import { createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { EventFeed } from '../event-store/event-feed.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { applyToParameter } from './documented-header.js';
import { readInstant } from './instant.js';
import { type AsOfPoint, requestOf } from './request.js';
import { declarationOf, declareForParameter } from './route-declaration.js';

/** Until then an event with an earlier time may still be on its way into the log (ARCHITECTURE, rule 15). */
const SETTLED_MS = 2_000;

const ReadAsOf = createParamDecorator((_: unknown, context: ExecutionContext): AsOfPoint | null => {
  if (declarationOf(context.getHandler()).waitsFor === undefined) {
    throw new Error(`${context.getHandler().name} takes @AsOf without @WaitsFor.`);
  }
  return requestOf(context).asOf;
});

/** The point that `?asOf=` names, null for now. Only on handlers with `@WaitsFor`. */
export function AsOf(): ParameterDecorator {
  return applyToParameter(ReadAsOf(), declareForParameter({ readsAsOf: true }));
}

/** Finds the point in the log that an `asOf` means. */
@Injectable()
export class AsOfResolver {
  constructor(
    private readonly feed: EventFeed,
    private readonly clock: Clock,
  ) {}

  /**
   * An instant less than 2 s ago waits until it is settled, so that everybody who asks gets the same answer.
   * Throws `as_of_in_the_future`; `invalid_parameter` for what is neither an instant nor a position.
   */
  async resolve(asOf: string): Promise<AsOfPoint> {
    const instant = readInstant(asOf);
    if (instant instanceof Date) return { position: await this.settled(instant), instant };
    if (instant !== 'not_an_instant')
      throw new DomainError('invalid_parameter', {}, [{ pointer: 'asOf', code: instant }]);
    const position = this.feed.parsePosition(asOf);
    if (position > (await this.feed.end())) throw new DomainError('as_of_in_the_future');
    return { position, instant: null };
  }

  private async settled(instant: Date): Promise<string> {
    const age = this.clock.now().getTime() - instant.getTime();
    if (age < 0) throw new DomainError('as_of_in_the_future');
    if (age < SETTLED_MS) await setTimeout(SETTLED_MS - age);
    return this.feed.positionAt(instant);
  }
}
