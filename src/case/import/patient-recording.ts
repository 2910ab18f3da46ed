import { setTimeout as wait } from 'node:timers/promises';
import { isDatabaseAway } from '../../database/database-away.js';
import { StoreOverloaded, StoreUnavailable } from '../../event-store/event-store.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { RecordingOutcome } from './case-recorder.js';

/** Waits (ms) before a row is sent again while the store is away or full: about twenty seconds in all. */
const PATIENCE = [100, 300, 1000, 3000, 6000, 10_000];

/**
 * Records a row, and again while the store is away: it is the same command, so nothing is written twice.
 * Errors: what `record` throws in the end, but for a rule's refusal; the signal's reason.
 */
export async function recordPatiently(
  record: () => Promise<RecordingOutcome>,
  signal: AbortSignal,
): Promise<RecordingOutcome> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await record();
    } catch (error) {
      if (!passes(error)) return refusalOf(error);
      const pause = PATIENCE[tries];
      if (pause === undefined) throw error;
      await wait(pause, undefined, { signal });
    }
  }
}

/** Refusals that another try may mend. */
const PASSING = ['overloaded', 'starting', 'concurrent_change'];

/** The store is away or full, or others were quicker on the same stream. */
function passes(error: unknown): boolean {
  if (error instanceof DomainError) return PASSING.includes(error.code);
  return error instanceof StoreUnavailable || error instanceof StoreOverloaded || isDatabaseAway(error);
}

function refusalOf(error: unknown): RecordingOutcome {
  if (error instanceof DomainError) return { outcome: 'refused', code: error.code };
  throw error;
}
