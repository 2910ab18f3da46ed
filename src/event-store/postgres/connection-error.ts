import { StoreUnavailable } from '../event-store.js';

/** True for what the database says of the data itself (SQLSTATE 22, 23, 54), not of its own state. */
export function isRefusedData(error: unknown): boolean {
  return /^(22|23|54)...$/.test(codeOf(error));
}

/**
 * True for a broken connection, an answer that did not come in time, and a server that is starting, stopping or out
 * of room: worth another try later.
 */
export function isConnectionError(error: unknown): boolean {
  return isBroken(error) || isTimeout(error) || /^(53|57)...$/.test(codeOf(error));
}

/** True where the connection broke: worth another try on another connection at once. */
export function isBroken(error: unknown): boolean {
  const code = codeOf(error);
  if (code === '') return messageOf(error).startsWith('Connection terminated');
  return /^08...$/.test(code) || code === '57P01' || /^E[A-Z]+$/.test(code);
}

/** Whatever went wrong, as the port says it: nobody knows whether an append was stored. */
export function unavailable(error: unknown): StoreUnavailable {
  return new StoreUnavailable('The event store does not answer.', { cause: error });
}

/** What the driver says when a statement or a connection takes too long, or the connection is known to be dead. */
function isTimeout(error: unknown): boolean {
  return codeOf(error) === '' && /timeout|connection/i.test(messageOf(error));
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
