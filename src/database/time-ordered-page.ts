import type { DataSource } from 'typeorm';

/** A page of a list; `last` are the keys after which the next page begins, null where nothing follows. */
export interface TimeOrderedPage<Row> {
  readonly rows: readonly Row[];
  readonly last: readonly string[] | null;
  /** All that the conditions find, whatever the page. */
  readonly total: number;
}

/** Which part of a list: rows under all conditions, oldest first by an instant, ties by their id. */
export interface TimeOrderedRequest<Row> {
  /** A table, or a query in brackets. */
  readonly source: string;
  readonly conditions: readonly string[];
  /** Values of the `$n` in source and conditions. */
  readonly values: readonly unknown[];
  /** The column of the instant. */
  readonly by: keyof Row & string;
  readonly limit: number;
  /** Instant and id of the last row of the page before. */
  readonly after: readonly (string | number | null)[] | null;
}

/** Reads a page; one row more than asked tells whether there is a next one. */
export async function timeOrderedPage<Row extends { readonly id: string }>(
  dataSource: DataSource,
  { source, conditions, values, by, limit, after }: TimeOrderedRequest<Row>,
): Promise<TimeOrderedPage<Row>> {
  const where = ['true', ...conditions].join(' and ');
  const counted = dataSource.query<{ total: string | number }[]>(
    `select count(*) as total from ${source} r where ${where}`,
    [...values],
  );
  const n = values.length;
  const from = after === null ? '' : `and (${by}, id) > ($${n + 2}::timestamptz, $${n + 3}::uuid)`;
  const found = dataSource.query<Row[]>(
    `select * from ${source} r where ${where} ${from} order by ${by}, id limit $${n + 1}`,
    [...values, limit + 1, ...(after ?? [])],
  );
  const [[count], rows] = await Promise.all([counted, found]);
  const page = rows.slice(0, limit);
  const end = rows.length > limit ? page.at(-1) : undefined;
  const last = end === undefined ? null : [(end[by] as Date).toISOString(), end.id];
  return { rows: page, last, total: Number(count?.total ?? 0) };
}
