/** What a log says of an error. Values that people typed never get into it. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/** PostgreSQL's class 22: its messages quote the value that could not be read. */
const QUOTES_VALUES = /^22[0-9A-Z]{3}$/;
const DEEPEST_CAUSE = 3;

/**
 * Only the type, the message, the code and the frames. An error of the database also carries the row, the query and its
 * parameters as members, so whatever else an error carries is left out.
 */
export function describeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'Something that is no error was thrown.' };
  const code = codeOf(error);
  return {
    type: error.constructor.name,
    message: messageOf(error, code),
    ...(code === undefined ? {} : { code }),
    ...(error.stack === undefined ? {} : { stack: framesOf(error.stack) }),
    ...(error.cause === undefined || depth === DEEPEST_CAUSE
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Node gives an error of many (each address of a host refused) no message of its own. */
function messageOf(error: Error, code: string | undefined): string {
  if (code !== undefined && QUOTES_VALUES.test(code)) {
    return 'PostgreSQL could not read a value.';
  }
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map((one) => (one instanceof Error ? one.message : typeof one)).join('; ');
  }
  return error.message;
}

/** The first lines of a stack repeat the message, which may go over many lines. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .join('\n');
}
