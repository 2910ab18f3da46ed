import type { DataSource } from 'typeorm';
import { areasOver } from '../../kernel/grant.js';

/** A page of a register; `last` are the keys after which the next page begins, null where nothing follows. */
export interface KeysetPage<T> {
  readonly items: readonly T[];
  readonly last: readonly string[] | null;
  /** All that the filter finds, whatever the page. */
  readonly total: number;
}

/** Which part of a register: equality filters (OR within one), the areas it concerns, and where the page begins. */
export interface KeysetRequest<T> {
  /** A table, or a query in brackets. */
  readonly source: string;
  /** Text columns that order the rows and tell them apart. */
  readonly keys: readonly (keyof T & string)[];
  readonly oneOf: Readonly<Record<string, readonly string[] | undefined>>;
  readonly concerning?: readonly string[];
  readonly limit: number;
  readonly after: readonly string[] | null;
}

/** Reads a page; one row more than asked tells whether there is a next one. */
export async function keysetPage<T extends object>(
  dataSource: DataSource,
  request: KeysetRequest<T>,
): Promise<KeysetPage<T>> {
  const { source, keys, limit, after } = request;
  const parameters: unknown[] = [];
  const add = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = conditionsOf(request, add);
  const counted = dataSource.query<{ total: number }[]>(
    `select count(*) as total from ${source} r where ${conditions.join(' and ')}`,
    [...parameters],
  );
  if (after !== null) conditions.push(`(${keys.join(', ')}) > (${after.map(add).join(', ')})`);
  const found = dataSource.query<T[]>(
    `select * from ${source} r where ${conditions.join(' and ')} order by ${keys.join(', ')} limit ${add(limit + 1)}`,
    parameters,
  );
  const [[count], rows] = await Promise.all([counted, found]);
  const items = rows.slice(0, limit);
  const end = rows.length > limit ? items.at(-1) : undefined;
  const last = end === undefined ? null : keys.map((key) => String(end[key]));
  return { items, last, total: Number(count?.total ?? 0) };
}

type Add = (value: unknown) => string;

function conditionsOf<T>({ oneOf, concerning }: KeysetRequest<T>, add: Add): string[] {
  const conditions = ['true'];
  for (const [column, values] of Object.entries(oneOf)) {
    if (values !== undefined) conditions.push(`${column} = any(${add(values)}::text[])`);
  }
  if (concerning !== undefined) conditions.push(concerns(concerning, add));
  return conditions;
}

/** What stands at an area concerns everything above and below it: a governor's contest the village, and the other way round. */
function concerns(areas: readonly string[], add: Add): string {
  const above = areas.flatMap(areasOver);
  const below = areas.map((area) => `${area}.%`);
  return `(area = any(${add(above)}::text[]) or area like any(${add(below)}::text[]))`;
}
