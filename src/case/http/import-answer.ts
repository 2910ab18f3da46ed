import { entryOf } from '../../http/error-catalogue.js';
import type { LanguageCode } from '../../http/language.js';
import { fillIn } from '../../http/words.js';
import { countRows, type RowCounts, type RowResult } from '../import/import-result.js';
import type { ImportRunRow } from '../import/import-runs.js';

/** A row of the answer. */
export interface ImportedRow extends Omit<RowResult, 'no'> {
  /** The row's number; text where it is no plain number, null where it cannot be told. */
  readonly no: number | string | null;
  readonly detail?: string;
}

/** What an import answers, meanwhile and afterwards. */
export interface ImportAnswer extends RowCounts {
  readonly id: string;
  readonly source: string;
  readonly mode: ImportRunRow['mode'];
  readonly state: ImportRunRow['state'];
  /** Rows of the file; those that are settled are in `results`. */
  readonly rows: number;
  readonly results: readonly ImportedRow[];
}

/** The run in words. */
export function importAnswer(run: ImportRunRow, language: LanguageCode): ImportAnswer {
  const { id, source, mode, state, rows, results } = run;
  const imported = results.map((row) => importedRow(row, language));
  return { id, source, mode, state, rows, ...countRows(results), results: imported };
}

function importedRow({ line, no, ...row }: RowResult, language: LanguageCode): ImportedRow {
  const detail = entryOf(row.outcome === 'changed' ? 'row_changed' : (row.code ?? ''))?.[language].detail;
  return {
    line,
    no: numberOrText(no),
    ...row,
    ...(detail === undefined ? {} : { detail: fillIn(detail) }),
  };
}

function numberOrText(no: string): ImportedRow['no'] {
  if (no === '') return null;
  return /^(0|[1-9]\d{0,14})$/.test(no) ? Number(no) : no;
}
