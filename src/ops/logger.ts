import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { LogLevel } from '../config/config.js';
import { describeError } from './log-error.js';

/** Never in a log, wherever in a logged object they stand (up to two deep). */
const SECRETS = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'adminPassword',
  'token',
  'databaseUrl',
  'connectionString',
  'body',
];

const REDACTED = SECRETS.flatMap((name) => ['', '*.'].map((path) => `${path}["${name}"]`.replace('.[', '[')));

/** The part of a Fastify request that is logged. Its address is personal data and its body may hold some. */
interface LoggedRequest {
  readonly method: string;
  readonly url: string;
}

/** JSON lines on standard output, without secrets, bodies, addresses and what people typed into a query. */
export function createLogger(level: LogLevel, stream: DestinationStream = standardOutput()): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED, censor: '[hidden]' },
      serializers: {
        err: describeError,
        error: describeError,
        req: ({ method, url }: LoggedRequest) => ({ method, url: withoutValues(url) }),
        res: ({ statusCode }: { readonly statusCode: number }) => ({ statusCode }),
      },
    },
    stream,
  );
}

/** `/v1/cases?q=Budi&area=33` → `/v1/cases?q&area`. */
export function withoutValues(url: string): string {
  const [path = '', query] = url.split('?', 2);
  if (query === undefined) return path;
  const names = [...new URLSearchParams(query).keys()].map(encodeURIComponent);
  return `${path}?${[...new Set(names)].join('&')}`;
}

/** A reader who went away (`npm start | head`) must not take the service along. */
function standardOutput(): DestinationStream {
  const stream = destination(1);
  stream.on('error', ignore);
  process.stdout.on('error', ignore);
  return stream;
}

function ignore(): void {}
