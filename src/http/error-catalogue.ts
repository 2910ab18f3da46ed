import type { ErrorEntry } from './error-entry.js';
import { RECORDING_ERRORS } from './recording.errors.js';
import { SHAPE_ERRORS } from './shape.errors.js';

/** Every code that a problem can carry, with its status and its words in both languages. */
export const ERRORS = { ...SHAPE_ERRORS, ...RECORDING_ERRORS } as const;

export type ErrorCode = keyof typeof ERRORS;

/** The entry of a code; undefined for a code that nobody entered, which is answered as `internal_error`. */
export function entryOf(code: string): ErrorEntry | undefined {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : undefined;
}
