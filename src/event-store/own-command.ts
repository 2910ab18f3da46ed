import { DomainError } from '../kernel/domain-error.js';
import type { CommandContext } from './decision-request.js';

/** No request lies behind it. */
const NO_REQUEST = '0'.repeat(64);

/** The context of a command that the service sends by itself; `causationId`: the event that made it do so. */
export function ownContext(commandId: string, now: Date, causationId?: string): CommandContext {
  return { commandId, requestHash: NO_REQUEST, correlationId: commandId, causationId, now };
}

/** Whether something was recorded; stale where the stream refused with one of the codes, as `unlessRefused` says. */
export async function recordedOrStale(
  deciding: Promise<unknown>,
  codes: readonly string[],
): Promise<'recorded' | 'stale'> {
  return (await unlessRefused(deciding, codes)) === null ? 'stale' : 'recorded';
}

/** What was recorded; null where the stream refused with one of the codes, which say that there is nothing to be done. */
export async function unlessRefused<T>(deciding: Promise<T>, codes: readonly string[]): Promise<T | null> {
  try {
    return await deciding;
  } catch (error) {
    if (error instanceof DomainError && codes.includes(error.code)) return null;
    throw error;
  }
}
