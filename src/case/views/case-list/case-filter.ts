import { OPEN_STATUSES } from './case-list.row.js';
import { inArea, type SqlParameters } from './visible-cases.js';

/** Filters of the case list: AND between them, OR within a repeated one. Instants are RFC 3339. */
export interface CaseFilter {
  readonly area?: readonly string[];
  readonly open?: boolean;
  readonly archived?: boolean;
  readonly category?: readonly string[];
  readonly subcategory?: readonly string[];
  readonly status?: readonly string[];
  readonly level?: readonly string[];
  readonly severity?: readonly number[];
  readonly nature?: readonly string[];
  readonly agency?: readonly string[];
  readonly origin?: readonly string[];
  readonly participant?: readonly string[];
  readonly dueBefore?: string;
  readonly knownFrom?: string;
  readonly knownBefore?: string;
  readonly occurredFrom?: string;
  readonly occurredBefore?: string;
  readonly recordedFrom?: string;
  readonly recordedBefore?: string;
  readonly updatedSince?: string;
  /** `[west, south, east, north]`, WGS 84. */
  readonly bbox?: readonly [number, number, number, number];
  readonly q?: string;
}

/** A case without `knownAt` counts by when it reached an officer. */
const KNOWN = 'coalesce(known_at, received_at)';

type Condition<K extends keyof CaseFilter> = (
  parameters: SqlParameters,
  value: NonNullable<CaseFilter[K]>,
) => string;

const isOneOf =
  (column: string) =>
  (parameters: SqlParameters, values: readonly (string | number)[]): string =>
    `${column} = any(${parameters.add(values)})`;

const holdsOneOf =
  (column: string) =>
  (parameters: SqlParameters, values: readonly string[]): string =>
    `${column} && ${parameters.add(values)}::text[]`;

const compared =
  (expression: string, operator: '<' | '>=') =>
  (parameters: SqlParameters, value: string): string =>
    `${expression} ${operator} ${parameters.add(value)}::timestamptz`;

const isOpen = `(not archived and status in (${OPEN_STATUSES.map((status) => `'${status}'`).join(', ')}))`;

/** Every filter with its condition; a new filter without one is a compile error. */
const CONDITIONS: { readonly [K in keyof Required<CaseFilter>]: Condition<K> } = {
  area: (parameters, areas) => `(${areas.map((area) => inArea(parameters, area)).join(' or ')})`,
  open: (_, open) => (open ? isOpen : `not ${isOpen}`),
  archived: (parameters, archived) => `archived = ${parameters.add(archived)}`,
  category: isOneOf('category'),
  subcategory: isOneOf('subcategory'),
  status: isOneOf('status'),
  level: isOneOf('level'),
  severity: isOneOf('severity'),
  nature: isOneOf('nature'),
  agency: holdsOneOf('agencies'),
  origin: isOneOf('origin'),
  participant: holdsOneOf('participants'),
  dueBefore: compared('due_at', '<'),
  knownFrom: compared(KNOWN, '>='),
  knownBefore: compared(KNOWN, '<'),
  occurredFrom: compared('occurred_at', '>='),
  occurredBefore: compared('occurred_at', '<'),
  recordedFrom: compared('recorded_at', '>='),
  recordedBefore: compared('recorded_at', '<'),
  updatedSince: compared('updated_at', '>='),
  bbox: (parameters, [west, south, east, north]) =>
    `lng between ${parameters.add(west)} and ${parameters.add(east)} and lat between ${parameters.add(south)} and ${parameters.add(north)}`,
  q: (parameters, text) => `search like ${parameters.add(`%${escapeLike(text.toLowerCase())}%`)}`,
};

/** The filter as one SQL condition. */
export function filterCondition(parameters: SqlParameters, filter: CaseFilter): string {
  const conditions = (Object.keys(CONDITIONS) as (keyof CaseFilter)[])
    .filter((name) => filter[name] !== undefined)
    .map((name) => (CONDITIONS[name] as (p: SqlParameters, v: unknown) => string)(parameters, filter[name]));
  return conditions.length === 0 ? 'true' : conditions.join(' and ');
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
