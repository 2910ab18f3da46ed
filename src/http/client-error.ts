import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { DomainError } from '../kernel/domain-error.js';
import { PROBLEM_TYPE, toProblem } from './problem.js';

/** What Node could not read as HTTP. */
export interface ClientError extends Error {
  readonly code?: string;
  /** The bytes that were read last. */
  readonly rawPacket?: unknown;
}

export const MAX_URL = 8 * 1024;

/** Answers on the socket itself, since there is no request: in Indonesian, as for a reader who says nothing. */
export function answerClientError(error: ClientError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(rawProblem(codeOf(error)));
  socket.destroySoon();
}

/** A whole HTTP answer as text. */
export function rawProblem(code: string): string {
  const { body } = toProblem(new DomainError(code), {
    instance: '/',
    correlationId: randomUUID(),
    language: 'id',
  });
  const text = JSON.stringify(body);
  return [
    `HTTP/1.1 ${body.status} ${STATUS_CODES[body.status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
    '',
    text,
  ].join('\r\n');
}

function codeOf({ code, rawPacket }: ClientError): string {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request_timeout';
  if (code !== 'HPE_HEADER_OVERFLOW') return 'bad_request';
  const firstLine = Buffer.isBuffer(rawPacket) ? rawPacket.indexOf('\r\n') : 0;
  return firstLine === -1 || firstLine > MAX_URL ? 'uri_too_long' : 'header_too_large';
}
