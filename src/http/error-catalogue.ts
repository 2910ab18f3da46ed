import { AGGREGATE_ERRORS } from './aggregates.errors.js';
import { CASE_ERRORS } from './case.errors.js';
import { CLUSTER_ERRORS } from './cluster.errors.js';
import type { ErrorEntry } from './error-entry.js';
import { IDENTITY_ERRORS } from './identity.errors.js';
import { IMPORT_ERRORS } from './import.errors.js';
import { LADDER_ERRORS } from './ladder.errors.js';
import { POLICY_ERRORS } from './policy.errors.js';
import { RECORDING_ERRORS } from './recording.errors.js';
import { SERVICE_ERRORS } from './service.errors.js';
import { SHAPE_ERRORS } from './shape.errors.js';

/** Every code that a problem can carry, with its status and its words in both languages. */
export const ERRORS = {
  ...SHAPE_ERRORS,
  ...SERVICE_ERRORS,
  ...RECORDING_ERRORS,
  ...IDENTITY_ERRORS,
  ...IMPORT_ERRORS,
  ...CASE_ERRORS,
  ...LADDER_ERRORS,
  ...CLUSTER_ERRORS,
  ...POLICY_ERRORS,
  ...AGGREGATE_ERRORS,
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** The entry of a code; undefined for a code that nobody entered, which is answered as `internal_error`. */
export function entryOf(code: string): ErrorEntry | undefined {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : undefined;
}
