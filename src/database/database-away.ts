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
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Connection is not established|Cannot use a pool after calling end|Client was closed/i;

/** True where the database, not the request, is the reason; TypeORM and pg wrap what the socket said. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 3) return false;
  const { code, driverError, cause } = error as { code?: unknown; driverError?: unknown; cause?: unknown };
  if (typeof code === 'string' && (AWAY_CODES.has(code) || (code.length === 5 && AWAY_STATES.test(code))))
    return true;
  if (AWAY_MESSAGES.test(error.message)) return true;
  return isDatabaseAway(driverError, depth + 1) || isDatabaseAway(cause, depth + 1);
}
