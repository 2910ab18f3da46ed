import type { SqlParameters } from './visible-cases.js';

/** Orders of the case list; ties are broken by id, a missing `dueAt` comes last. */
export const CASE_SORTS = ['-recordedAt', 'recordedAt', 'dueAt', '-level'] as const;

export type CaseSort = (typeof CASE_SORTS)[number];

/** Where a page ended: the sort value (null where empty) and the id of its last row. */
export interface PageEnd {
  readonly value: string | null;
  readonly id: string;
}

interface Order {
  /** Text that compares like the value, so that cursors of every sort look alike. */
  readonly value: string;
  readonly type: 'timestamptz' | 'text';
  readonly direction: 'asc' | 'desc';
}

const ORDERS: Readonly<Record<CaseSort, Order>> = {
  '-recordedAt': { value: 'recorded_at', type: 'timestamptz', direction: 'desc' },
  recordedAt: { value: 'recorded_at', type: 'timestamptz', direction: 'asc' },
  dueAt: { value: 'due_at', type: 'timestamptz', direction: 'asc' },
  '-level': { value: 'level', type: 'text', direction: 'desc' },
};

/** The `order by` of a sort. */
export function orderBy(sort: CaseSort): string {
  const { value, direction } = ORDERS[sort];
  return `${value} ${direction} nulls last, id ${direction}`;
}

/** The expression whose text stands in the cursor, exact to the microsecond. */
export function cursorValue(sort: CaseSort): string {
  return `${ORDERS[sort].value}::text`;
}

/** Rows after the end of the page before. */
export function afterPage(parameters: SqlParameters, sort: CaseSort, end: PageEnd): string {
  const { value, type, direction } = ORDERS[sort];
  const beyond = direction === 'asc' ? '>' : '<';
  const id = parameters.add(end.id);
  if (end.value === null) return `(${value} is null and id ${beyond} ${id})`;
  const last = `${parameters.add(end.value)}::${type}`;
  return `(${value} ${beyond} ${last} or (${value} = ${last} and id ${beyond} ${id}) or ${value} is null)`;
}
