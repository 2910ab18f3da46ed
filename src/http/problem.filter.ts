import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../kernel/domain-error.js';
import { knownError } from './known-error.js';
import { languageOf } from './language.js';
import { PROBLEM_TYPE, type ProblemAnswer, toProblem } from './problem.js';

/** Answers every error as a problem; those that nobody foresaw are logged and answered as 500 in words. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Sends the problem that an error means. Once an answer has begun, the connection is cut instead. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = knownError(error);
  if (refusal === null) request.log.error({ err: error }, 'Unexpected error');
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  const answer = problemOf(refusal ?? new DomainError('internal_error'), request);
  if (answer.retryAfter !== undefined) reply.header('Retry-After', answer.retryAfter);
  if (answer.body.status === 401) reply.header('WWW-Authenticate', 'Bearer');
  void reply
    .status(answer.body.status)
    .header('Content-Type', PROBLEM_TYPE)
    .header('Vary', 'Accept-Language')
    // As bytes: to text Fastify would add a charset, which this media type does not have.
    .send(Buffer.from(JSON.stringify(answer.body)));
}

function problemOf(error: DomainError, request: FastifyRequest): ProblemAnswer {
  return toProblem(error, {
    instance: request.url.split('?', 1)[0] ?? '/',
    correlationId: request.id,
    language: languageOf(request.headers['accept-language']),
  });
}
