import { isStorableText } from '../../event-store/codec.js';
import type { Grant } from '../../kernel/grant.js';
import type { RecordableCase } from './case-recorder.js';
import { importGrant } from './importers.js';
import type { IntakeCells, IntakeColumn } from './intake-columns.js';
import { readDetails } from './intake-details.js';
import { itemsOf, kindOf, originOf } from './intake-kind.js';
import { LINE_LIMIT } from './intake-lines.js';
import { areaOf, coordinatesOf, textOf } from './intake-place.js';
import { type RowRefusal, RowRefused, refuse } from './intake-refusal.js';
import type { IntakeRegisters } from './intake-registers.js';
import { timesOf } from './intake-times.js';

/** What the rows of one run share. */
export interface IntakeFacts {
  readonly registers: IntakeRegisters;
  /** Of the importer. */
  readonly grants: readonly Grant[];
  readonly now: Date;
}

/** What a row says, before it has an identity. */
export type RowContent = Omit<RecordableCase, 'id' | 'contests' | 'archived' | 'import'> &
  Pick<RecordableCase['import'], 'contest' | 'participant'>;

/** What a row says, with the grant that covers its area, or why it is refused. */
export type RowReading =
  | { readonly ok: true; readonly content: RowContent; readonly grant: Grant }
  | { readonly ok: false; readonly refusal: RowRefusal };

/** Characters that a cell may have, where it is kept as text. */
const LONGEST: Partial<Readonly<Record<IntakeColumn, number>>> = {
  description: 10_000,
  place: 300,
  contest: 300,
  participant: 300,
  link: 2000,
  tps: 300,
  dead: 300,
  injured: 300,
};

/** Reads one row. The order of the questions is the contract's: the first refusal wins. */
export function readRow(cells: IntakeCells, facts: IntakeFacts): RowReading {
  try {
    return { ok: true, ...readOrRefuse(cells, facts) };
  } catch (error) {
    if (error instanceof RowRefused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

function readOrRefuse(
  cells: IntakeCells,
  { registers, grants, now }: IntakeFacts,
): { content: RowContent; grant: Grant } {
  const description = descriptionOf(cells);
  const kind = kindOf(cells, registers);
  const origin = originOf(cells);
  const items = itemsOf(cells, registers);
  const area = areaOf(cells, registers);
  const grant = importGrant(grants, area) ?? refuse('outside_scope');
  const times = timesOf(cells, origin, registers.zoneOf(area), now);
  const content: RowContent = {
    ...kind,
    area,
    place: textOf(cells.place),
    coordinates: coordinatesOf(cells),
    ...times,
    origin,
    channel: 'IMPORT',
    description,
    items,
    ...readDetails(kind.category, cells),
    contest: textOf(cells.contest),
    participant: textOf(cells.participant),
  };
  return { content, grant };
}

function descriptionOf(cells: IntakeCells): string {
  if (cells.description.trim() === '') refuse('missing_description');
  const columns = Object.entries(cells) as [IntakeColumn, string][];
  const readable = columns.every(
    ([column, text]) => isStorableText(text) && !isLongerThan(text, LONGEST[column] ?? LINE_LIMIT),
  );
  return readable ? cells.description : refuse('invalid_text');
}

/** Characters are counted as people do: a pair of surrogates is one. */
function isLongerThan(text: string, limit: number): boolean {
  return text.length > limit && [...text].length > limit;
}
