import { setTimeout as wait } from 'node:timers/promises';
import { StoreOverloaded, StoreUnavailable } from '../../event-store/event-store.js';
import { DomainError } from '../../kernel/domain-error.js';
import {
  CaseRecorder,
  type RecordableCase,
  type RecordingContext,
  type RecordingOutcome,
} from './case-recorder.js';

/** Waits (ms) before a row is sent again while the store is away or full: about twenty seconds in all. */
const PATIENCE = [100, 300, 1000, 3000, 6000, 10_000];

/**
 * Records a row, and again while the store is away: it is the same command, so nothing is written twice.
 * Errors: `StoreUnavailable`, `StoreOverloaded` in the end; the signal's reason.
 */
export async function recordPatiently(
  recorder: CaseRecorder,
  row: RecordableCase,
  context: RecordingContext,
  signal: AbortSignal,
): Promise<RecordingOutcome> {
  for (const pause of PATIENCE) {
    try {
      return await recorder.record(row, context);
    } catch (error) {
      if (!passes(error)) return refusalOf(error);
      await wait(pause, undefined, { signal });
    }
  }
  return recorder.record(row, context);
}

/** Refusals that another try may mend. */
const PASSING = ['overloaded', 'starting', 'concurrent_change'];

/** The store is away or full, or others were quicker on the same stream. */
function passes(error: unknown): boolean {
  if (error instanceof DomainError) return PASSING.includes(error.code);
  return error instanceof StoreUnavailable || error instanceof StoreOverloaded;
}

function refusalOf(error: unknown): RecordingOutcome {
  if (error instanceof DomainError) return { outcome: 'refused', code: error.code };
  throw error;
}
