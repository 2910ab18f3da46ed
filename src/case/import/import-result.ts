import type { RecordingOutcome } from './case-recorder.js';
import type { RowRefusal } from './intake-refusal.js';

/** What became of one row; it holds nothing that the row says but its number. */
export interface RowResult {
  /** Physical line (from 1) on which the row starts. */
  readonly line: number;
  /** As the column No holds it; empty where it cannot be told. */
  readonly no: string;
  readonly outcome: RecordingOutcome['outcome'];
  readonly caseId?: string;
  /** Why it was refused: one of `ROW_REFUSALS`, or the code of the case's own rule. */
  readonly code?: string;
  readonly candidates?: RowRefusal['candidates'];
  readonly suggestions?: RowRefusal['suggestions'];
}

/** How many rows came to which end. */
export interface RowCounts {
  readonly recorded: number;
  readonly alreadyRecorded: number;
  readonly changed: number;
  readonly refused: number;
}

export function countRows(results: readonly RowResult[]): RowCounts {
  const of = (outcome: RowResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return {
    recorded: of('recorded'),
    alreadyRecorded: of('already_recorded'),
    changed: of('changed'),
    refused: of('refused'),
  };
}
