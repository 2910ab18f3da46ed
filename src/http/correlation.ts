import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export const CORRELATION_HEADER = 'X-Correlation-Id';

const OWN = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;
const TRACE = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The caller's own id where it is sane, else the trace id of W3C `traceparent`, else a new one. */
export function correlationIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-correlation-id'];
  if (typeof given === 'string' && OWN.test(given)) return given;
  const { traceparent } = headers;
  const trace = typeof traceparent === 'string' ? TRACE.exec(traceparent)?.[1] : undefined;
  return trace ?? randomUUID();
}
