import { StoreUnavailable } from '../event-store.js';

/** gRPC's number for a request that the server finds senseless, e.g. a position between two events. */
const INVALID_ARGUMENT = 3;
const REFUSED: ReadonlySet<number> = new Set([7, 16]);

/** The server did not answer in our time; whether it did what it was asked is not known. */
export class CallTimeout extends Error {
  constructor() {
    super('The event store did not answer in time.');
    this.name = 'CallTimeout';
  }
}

/** Behind the address there is another log than the one that was opened: nothing more may be read from it or written to it. */
export class OtherLog extends StoreUnavailable {
  constructor() {
    super('The event store holds another log than when the service started: start the service anew.');
    this.name = 'OtherLog';
  }
}

/** The part of gRPC's errors that is looked at: they come as the vendor's errors, as raw ones, and as plain ones. */
interface CallError {
  readonly code?: unknown;
  readonly details?: unknown;
  readonly metadata?: { getMap(): Record<string, unknown> };
}

/** The node is not the leader; the vendor's client has noted who is and goes there with its next call. */
export function isNotLeader(error: unknown): boolean {
  const { metadata } = error as CallError;
  return typeof metadata?.getMap === 'function' && metadata.getMap().exception === 'not-leader';
}

/** The server understood the request and finds no sense in it. */
export function isSenseless(error: unknown): boolean {
  const { code, details } = error as CallError;
  return code === INVALID_ARGUMENT || /InvalidPosition/.test(String(details));
}

/** The server does not let us: no other try changes that. */
export function isRefused(error: unknown): boolean {
  const { code } = error as CallError;
  return typeof code === 'number' && REFUSED.has(code);
}

/** No other try changes it. */
export function isFinal(error: unknown): boolean {
  return error instanceof OtherLog;
}

/** Whatever went wrong, as the port says it: nobody knows whether an append was stored. */
export function unavailable(error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  return new StoreUnavailable('The event store does not answer.', { cause: error });
}
