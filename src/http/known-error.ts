import { HttpException } from '@nestjs/common';
import { isDatabaseAway } from '../database/database-away.js';
import { InvalidPosition } from '../event-store/event-feed.js';
import { InvalidAppend, StoreOverloaded, StoreUnavailable } from '../event-store/event-store.js';
import { DomainError } from '../kernel/domain-error.js';

const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'no_such_route',
  408: 'request_timeout',
  413: 'payload_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  417: 'expectation_failed',
  422: 'invalid',
  429: 'too_many_requests',
  431: 'header_too_large',
  503: 'unavailable',
};

/** The refusal that an error means; null for one that nobody foresaw. */
export function knownError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (error instanceof InvalidPosition) return new DomainError('position_invalid');
  if (error instanceof StoreOverloaded) return new DomainError('overloaded');
  if (error instanceof StoreUnavailable) return new DomainError('unavailable');
  if (error instanceof InvalidAppend) return new DomainError('not_storable');
  if (error instanceof HttpException) return byStatus(error.getStatus());
  if (isFastifyError(error)) return byStatus(error.statusCode);
  return isDatabaseAway(error) ? new DomainError('unavailable') : null;
}

/** What Fastify says before Nest is reached, e.g. of an address that cannot be decoded. */
function isFastifyError(error: unknown): error is Error & { readonly statusCode: number } {
  return error instanceof Error && error.name === 'FastifyError' && 'statusCode' in error;
}

function byStatus(status: number): DomainError | null {
  const code = BY_STATUS[status] ?? (status < 500 ? 'bad_request' : undefined);
  if (code === undefined) return null;
  return new DomainError(code, code === 'unsupported_media_type' ? { accepted: 'application/json' } : {});
}
