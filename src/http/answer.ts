import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { Position } from '../event-store/recorded-event.js';
import { etag } from './if-match.js';
import { replyOf } from './request.js';

export const POSITION_HEADER = 'Kondusif-Position';

/** What a handler answers when a plain body is not enough. */
export class Answer<T> {
  readonly body: T;
  /** By default the handler's own (`@HttpCode`, else 201 for POST and 200). */
  readonly status?: number;
  /** Revision, becomes `ETag`. */
  readonly etag?: number;
  /** Becomes `Kondusif-Position`. */
  readonly position?: Position;
  /** Path of what was made, becomes `Location`. */
  readonly location?: string;
  /** RFC 8288 `Link`, as `page()` makes it. */
  readonly link?: string;
  /** Media type where it is not JSON, e.g. `application/geo+json`. */
  readonly type?: string;

  constructor(answer: Answer<T>) {
    this.body = answer.body;
    this.status = answer.status;
    this.etag = answer.etag;
    this.position = answer.position;
    this.location = answer.location;
    this.link = answer.link;
    this.type = answer.type;
  }
}

/** Writes the headers of an `Answer` and passes its body on. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((result: unknown) => {
        if (!(result instanceof Answer)) return result;
        writeHeaders(replyOf(context), result);
        return result.body;
      }),
    );
  }
}

function writeHeaders(reply: FastifyReply, answer: Answer<unknown>): void {
  if (answer.status !== undefined) reply.status(answer.status);
  if (answer.etag !== undefined) reply.header('ETag', etag(answer.etag));
  if (answer.position !== undefined) reply.header(POSITION_HEADER, answer.position);
  if (answer.location !== undefined) reply.header('Location', answer.location);
  if (answer.link !== undefined) reply.header('Link', answer.link);
  if (answer.type !== undefined) reply.type(answer.type);
}
