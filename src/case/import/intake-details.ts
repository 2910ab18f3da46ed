import { checkDetails } from '../../taxonomy/details.policies.js';
import type { RecordableCase } from './case-recorder.js';
import { INTAKE_COLUMNS, type IntakeCells, type IntakeColumn } from './intake-columns.js';

type Details = RecordableCase['details'];

/** Columns that fill a field of `details`, and what they would say there. */
const FILLED: readonly { readonly column: IntakeColumn; read(text: string): Details }[] = [
  { column: 'tps', read: (tps) => ({ tps }) },
  { column: 'link', read: (url) => ({ links: [{ url }] }) },
  { column: 'dead', read: (text) => ({ dead: countOf(text) }) },
  { column: 'injured', read: (text) => ({ injured: countOf(text) }) },
];

/**
 * The typed details of a row. What its category has no field for, and what the field cannot hold ("dua orang"),
 * is kept as a note, so that nothing that somebody wrote is lost.
 */
export function readDetails(category: string, cells: IntakeCells): { details: Details; notes: string[] } {
  let details: Details = {};
  const notes: string[] = [];
  for (const { column, read } of FILLED) {
    const text = cells[column].trim();
    if (text === '') continue;
    const detail = read(text);
    if (checkDetails(category, detail).length === 0) details = { ...details, ...detail };
    else notes.push(`${INTAKE_COLUMNS[column]}: ${text}`);
  }
  return { details, notes };
}

function countOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
