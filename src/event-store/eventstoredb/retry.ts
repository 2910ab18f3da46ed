import { setTimeout as sleep } from 'node:timers/promises';
import { inTime } from '../in-time.js';
import { CallTimeout, isRefused, unavailable } from './faults.js';

/** A call that was not answered for so long is given up. */
export const ANSWER_MS = 5_000;
const PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 800;

/** Grows from try to try and is never twice the same, so that processes do not come back in step. */
export function pauseBefore(attempt: number): number {
  return Math.min(PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (0.5 + Math.random());
}

/**
 * Tries again until the time is over what may be done twice without harm. `work` is told how many milliseconds it has.
 * Errors: `StoreUnavailable`; what `isFinal` says is handed on as it is.
 */
export async function persistently<T>(
  work: (ms: number) => Promise<T>,
  isFinal: (error: unknown) => boolean,
): Promise<T> {
  const end = Date.now() + ANSWER_MS;
  for (let attempt = 0; ; attempt++) {
    try {
      return await inTime(work(end - Date.now()), end - Date.now(), () => new CallTimeout());
    } catch (error) {
      if (isFinal(error)) throw error;
      const pause = pauseBefore(attempt);
      if (isRefused(error) || Date.now() + pause >= end) throw unavailable(error);
      await sleep(pause);
    }
  }
}
