import { areaCodeOrCountry, instant, matching, oneOf, text, whole } from '../../http/checks.js';
import type { CursorKeys } from '../../http/cursor.js';
import { Filter, FilterBox, FilterFlag, FilterOnce, PageDto } from '../../http/filters.js';
import type { CaseFilter } from '../views/case-list/case-filter.js';
import { CASE_SORTS, type CaseSort, type PageEnd } from '../views/case-list/case-order.js';
import { NATURES, ORIGINS } from './record-case.dto.js';

const STATUSES = [
  'RECEIVED',
  'VERIFIED',
  'REJECTED',
  'DUPLICATE',
  'MONITORED',
  'ASSIGNED',
  'IN_PROGRESS',
  'REFERRED',
  'RESOLVED',
  'CLOSED',
] as const;
const LEVELS = ['E0', 'E1', 'E2', 'E3', 'E4'] as const;
const code = matching(/^[A-Z][A-Z0-9_]{1,63}$/, 'not_a_code');
const registeredId = matching(/^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/, 'not_an_id');

/** A severity as it stands in a query: `?severity=3`. */
const severity = {
  schema: whole(1, 4).schema,
  test: (value: unknown) =>
    /^[1-4]$/.test(String(value)) ? undefined : { code: 'not_one_of', values: { values: '1, 2, 3, 4' } },
};

/** Filters, order and page of `GET /v1/cases`. */
export class CaseListDto extends PageDto {
  @Filter(areaCodeOrCountry)
  area?: string[];

  @FilterFlag()
  open?: boolean;

  @FilterFlag()
  archived?: boolean;

  @Filter(code)
  category?: string[];

  @Filter(code)
  subcategory?: string[];

  @Filter(oneOf(STATUSES))
  status?: string[];

  @Filter(oneOf(LEVELS))
  level?: string[];

  @Filter(severity)
  severity?: string[];

  @Filter(oneOf(NATURES))
  nature?: string[];

  @Filter(code)
  agency?: string[];

  @Filter(oneOf(ORIGINS))
  origin?: string[];

  @Filter(registeredId)
  participant?: string[];

  @FilterOnce(instant)
  dueBefore?: string;

  @FilterOnce(instant)
  knownFrom?: string;

  @FilterOnce(instant)
  knownBefore?: string;

  @FilterOnce(instant)
  occurredFrom?: string;

  @FilterOnce(instant)
  occurredBefore?: string;

  @FilterOnce(instant)
  recordedFrom?: string;

  @FilterOnce(instant)
  recordedBefore?: string;

  @FilterOnce(instant)
  updatedSince?: string;

  @FilterBox()
  bbox?: [number, number, number, number];

  @FilterOnce(text(200))
  q?: string;

  @FilterOnce(oneOf(CASE_SORTS))
  sort?: CaseSort;
}

/** The filter of a query, without what concerns its page. */
export function filterOf(query: CaseListDto): CaseFilter {
  const { limit: _, cursor: __, after: ___, asOf: ____, sort: _____, severity, ...filter } = query;
  return { ...filter, ...(severity && { severity: severity.map(Number) }) };
}

/** Where the page before ended, as the cursor says. */
export function pageEndOf(keys: CursorKeys | null): PageEnd | null {
  if (keys === null) return null;
  const [value, id] = keys;
  return { value: value === null || value === undefined ? null : String(value), id: String(id) };
}
