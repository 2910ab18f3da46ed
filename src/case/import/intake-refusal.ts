import type { AreaSuggestion } from '../../area/area-names.js';

/**
 * Why a row is not recorded, in the order in which the reasons are asked: the first wins. Those that the contract
 * does not name concern rows that cannot be read at all (the first three) or stored (`invalid_text`).
 */
export const ROW_REFUSALS = [
  'malformed_row',
  'wrong_field_count',
  'invalid_number',
  'duplicate_number',
  'missing_description',
  'invalid_text',
  'unknown_category',
  'unknown_subcategory',
  'invalid_severity',
  'unknown_source',
  'invalid_items',
  'missing_area',
  'unknown_area',
  'ambiguous_area',
  'outside_scope',
  'invalid_date',
  'in_the_future',
  'occurred_after_known',
  'coordinates_out_of_range',
] as const;

export type RowRefusalCode = (typeof ROW_REFUSALS)[number];

/** A refused row. It repeats nothing that the row says but its number: cells may hold names of people. */
export interface RowRefusal {
  readonly code: RowRefusalCode;
  /** Codes of the areas between which `ambiguous_area` cannot choose. */
  readonly candidates?: readonly string[];
  /** Areas that `unknown_area` may have meant. */
  readonly suggestions?: readonly AreaSuggestion[];
}

/** Ends the reading of a row; caught where the reading began. */
export class RowRefused extends Error {
  constructor(readonly refusal: RowRefusal) {
    super(refusal.code);
    this.name = 'RowRefused';
  }
}

/** Refuses the row that is being read. */
export function refuse(code: RowRefusalCode, more: Omit<RowRefusal, 'code'> = {}): never {
  throw new RowRefused({ code, ...more });
}
