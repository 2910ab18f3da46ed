import { HttpException } from '@nestjs/common';
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

/** PostgreSQL: connection lost, out of resources, shutting down, cancelled, read only, could not serialise. */
const AWAY_STATES = /^(08|53|57|25006|25P0|40|55P03|XX000)/;
/** Node: the other side is not there, or went away. */
const AWAY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
/** The drivers' own errors carry no code. */
const AWAY_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Connection is not established|Cannot use a pool after calling end|Client was closed/i;

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

/** True where the database, not the request, is the reason; TypeORM and pg wrap what the socket said. */
function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 3) return false;
  const { code, driverError, cause } = error as { code?: unknown; driverError?: unknown; cause?: unknown };
  if (typeof code === 'string' && (AWAY_CODES.has(code) || (code.length === 5 && AWAY_STATES.test(code))))
    return true;
  if (AWAY_MESSAGES.test(error.message)) return true;
  return isDatabaseAway(driverError, depth + 1) || isDatabaseAway(cause, depth + 1);
}
