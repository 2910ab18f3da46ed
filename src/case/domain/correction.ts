import { DomainError } from '../../kernel/domain-error.js';
import type { ActionFacts, ActionOf } from './case.commands.js';
import type { CaseEvent, CaseReport } from './case.events.js';
import type { KnownCase } from './case.state.js';
import { checkOrder, isAfter, isAhead, TIMES_PAST } from './case-times.js';
import { corrected } from './evolve.js';
import { same } from './plain.js';
import { checkAccused } from './recording.js';

/** Every field of the body but the id, and whether it may be empty. */
const FIELDS: { readonly [F in keyof Required<CaseReport>]: 'needed' | 'may be empty' } = {
  category: 'needed',
  subcategory: 'needed',
  nature: 'needed',
  area: 'needed',
  areaSource: 'may be empty',
  otherAreas: 'needed',
  place: 'may be empty',
  coordinates: 'may be empty',
  occurredAt: 'may be empty',
  occurredUntil: 'may be empty',
  occurredPrecision: 'needed',
  expectedFrom: 'may be empty',
  expectedUntil: 'may be empty',
  receivedAt: 'needed',
  knownAt: 'may be empty',
  origin: 'needed',
  channel: 'needed',
  description: 'needed',
  severity: 'needed',
  access: 'needed',
  accusedOffice: 'may be empty',
  contests: 'needed',
  participants: 'needed',
  items: 'needed',
  details: 'needed',
};

/** Fields that a correction must not put at odds with each other. Others are never asked again. */
const ORDERED: readonly (keyof CaseReport)[] = [
  'nature',
  'occurredAt',
  'occurredPrecision',
  'occurredUntil',
  'knownAt',
  'expectedFrom',
  'expectedUntil',
];

/** Fields that can be put right. */
export const CORRECTABLE: readonly string[] = Object.keys(FIELDS);

/** True for a field that can be put right. */
export function isCorrectable(field: string): field is keyof CaseReport {
  return Object.hasOwn(FIELDS, field);
}

/** What the request alone shows to be wrong with a correction. Errors (422): `field_not_correctable`, `field_needed`. */
export function checkField({ field, value }: Pick<ActionOf<'corrections'>, 'field' | 'value'>): void {
  if (!isCorrectable(field)) throw wrong('field_not_correctable', '/field');
  if (value === null && FIELDS[field] === 'needed') throw wrong('field_needed');
}

/**
 * Puts a field right; what stood there stays on record. The value's own shape was checked before. Errors: `nothing_to_change`, `promotion_needed` (409);
 * `field_not_correctable`, `field_needed`, `subcategory_of_another_category`, `accused_office_everywhere` and those of
 * the times (422).
 */
export function correct(
  { field, value, reason }: ActionOf<'corrections'>,
  state: KnownCase,
  now: string,
  facts: Pick<ActionFacts, 'categoriesOfSubcategory'>,
): CaseEvent[] {
  checkField({ field, value });
  if (!isCorrectable(field)) return [];
  const old = state.report[field] ?? null;
  if (same(old, value)) throw new DomainError('nothing_to_change');
  const report = corrected(state.report, field, value);
  check(field, report, state, facts);
  const clockAhead = isClockAhead(field, report, state, now);
  if (ORDERED.includes(field)) checkOrder(report, '/value');
  return [{ type: 'CaseCorrected', data: { field, old, new: value, reason, clockAhead } }];
}

function check(
  field: keyof CaseReport,
  report: CaseReport,
  { status }: KnownCase,
  { categoriesOfSubcategory }: Pick<ActionFacts, 'categoriesOfSubcategory'>,
): void {
  // That a danger became an incident is a fact of its own, with its own time.
  if (field === 'nature' && status === 'MONITORED') throw new DomainError('promotion_needed');
  if (field === 'accusedOffice') checkAccused(report.accusedOffice, '/value');
  if (field === 'subcategory' && categoriesOfSubcategory?.includes(report.category) === false) {
    throw wrong('subcategory_of_another_category');
  }
}

/** The corrected time is held against now, those that stay against when they were recorded. */
function isClockAhead(field: keyof CaseReport, report: CaseReport, state: KnownCase, now: string): boolean {
  const corrected = TIMES_PAST.find((time) => time === field);
  const isNewAhead = corrected !== undefined && isAhead(report[corrected], now, '/value');
  const others = TIMES_PAST.filter((time) => time !== field);
  return isNewAhead || (state.clockAhead && others.some((time) => isAfter(report[time], state.recordedAt)));
}

function wrong(code: string, pointer = '/value'): DomainError {
  return new DomainError(code, {}, [{ pointer, code }]);
}
