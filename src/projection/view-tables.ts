import type pg from 'pg';
import { prepared } from '../database/prepared.js';
import type { FoldedBatch, StandingRow } from './batch-fold.js';
import { type AnyProjection, pastTableOf, tableOf, totalsTableOf } from './projection.js';
import { createTotals, writeTotals } from './totals-table.js';

/**
 * `live` tables are read by everybody; `rebuild` tables are filled beside them and then take their place; `verify`
 * tables hold a replay for comparison and are never committed.
 */
export type Build = 'live' | 'rebuild' | 'verify';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** Name of the table of a build. */
export function buildTable(projection: AnyProjection, build: Build): string {
  return build === 'live' ? tableOf(projection) : `${tableOf(projection)}_${build}`;
}

function buildPastTable(projection: AnyProjection, build: Build): string {
  return build === 'live' ? pastTableOf(projection) : `${pastTableOf(projection)}_${build}`;
}

/** Names of the tables of running totals of a build. */
export function buildTotalsTables(projection: AnyProjection, build: Build): string[] {
  return (projection.totals ?? []).map((totals) => {
    const table = totalsTableOf(projection, totals);
    return build === 'live' ? table : `${table}_${build}`;
  });
}

/**
 * Makes the tables of a build where they are missing. Tables that stand are left alone: even `create index if not
 * exists` would wait for their writer, who may be waiting for the caller's checkpoint. Only those of the live build get
 * their indexes at once: rows come in faster without, and a replay for comparison needs none.
 */
export async function createTables(
  client: Queryable,
  projection: AnyProjection,
  build: Build,
): Promise<void> {
  const table = buildTable(projection, build);
  if (await exists(client, table)) return;
  const columns = Object.entries(projection.columns).map(([name, type]) => `${name} ${type}`);
  await client.query(
    `create table ${table} (${columns.join(', ')}, since text collate "C" not null, primary key (${projection.key}))`,
  );
  if (projection.keepsPast) {
    await client.query(
      `create table ${buildPastTable(projection, build)} (${columns.join(', ')}, since text collate "C" not null, until text collate "C" not null, primary key (${projection.key}, since))`,
    );
  }
  for (const [index, totals] of (projection.totals ?? []).entries()) {
    await createTotals(client, buildTotalsTables(projection, build)[index] as string, totals);
  }
  if (build === 'live') await createIndexes(client, projection, build);
}

/** Makes the indexes by which a build is read; its tables have none yet. */
export async function createIndexes(
  client: Queryable,
  projection: AnyProjection,
  build: Build,
): Promise<void> {
  const table = buildTable(projection, build);
  for (const [index, tail] of projection.indexes.entries()) {
    await client.query(`create index ${table}_${index} on ${table} ${tail}`);
  }
  if (!projection.keepsPast) return;
  const past = buildPastTable(projection, build);
  await client.query(`create index ${past}_until on ${past} (until, since)`);
  for (const [index, tail] of (projection.pastIndexes ?? []).entries()) {
    await client.query(`create index ${past}_${index} on ${past} ${tail}`);
  }
}

/** True where a table of this name stands. */
export async function exists(client: Queryable, table: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    table,
  ]);
  return rows[0]?.found ?? false;
}

/** Removes the tables of a build. */
export async function dropTables(client: Queryable, projection: AnyProjection, build: Build): Promise<void> {
  await client.query(`drop table if exists ${buildTable(projection, build)}`);
  await client.query(`drop table if exists ${buildPastTable(projection, build)}`);
  for (const table of buildTotalsTables(projection, build)) {
    await client.query(`drop table if exists ${table}`);
  }
}

/** Puts the rebuilt tables in the place of the live ones, with their indexes; inside the caller's transaction. */
export async function swapTables(client: Queryable, projection: AnyProjection): Promise<void> {
  await dropTables(client, projection, 'live');
  const live = buildTotalsTables(projection, 'live');
  const names = [
    [buildTable(projection, 'rebuild'), buildTable(projection, 'live')],
    ...buildTotalsTables(projection, 'rebuild').map((table, index) => [table, live[index]]),
  ];
  if (projection.keepsPast)
    names.push([buildPastTable(projection, 'rebuild'), buildPastTable(projection, 'live')]);
  for (const [from, to] of names) {
    const { rows } = await client.query<{ indexname: string }>(
      'select indexname from pg_indexes where tablename = $1 and schemaname = current_schema()',
      [from],
    );
    await client.query(`alter table ${from} rename to ${to}`);
    for (const { indexname } of rows) {
      await client.query(`alter index ${indexname} rename to ${indexname.replace('_rebuild', '')}`);
    }
  }
}

/** The rows of the given keys as they stand. */
export async function loadRows(
  client: Queryable,
  projection: AnyProjection,
  build: Build,
  keys: readonly string[],
): Promise<Map<string, StandingRow>> {
  const found = new Map<string, StandingRow>();
  if (keys.length === 0) return found;
  const { rows } = await client.query<{ key: string; row: { since: string } }>(
    prepared(
      `select ${projection.key}::text as key, row_to_json(t) as row from ${buildTable(projection, build)} t where ${projection.key} = any($1)`,
      [keys],
    ),
  );
  for (const { key, row } of rows) {
    const { since, ...columns } = row;
    found.set(key, { row: columns, since });
  }
  return found;
}

/** Writes a folded batch: one upsert for the rows, one insert for the past, one for each of the totals. */
export async function writeBatch(
  client: Queryable,
  projection: AnyProjection,
  build: Build,
  batch: FoldedBatch,
): Promise<void> {
  const table = buildTable(projection, build);
  const columns = [...Object.keys(projection.columns), 'since'];
  if (batch.rows.size > 0) {
    const rows = [...batch.rows.values()].map(({ row, since }) => ({ ...row, since }));
    const updates = columns
      .filter((name) => name !== projection.key)
      .map((name) => `${name} = excluded.${name}`);
    await client.query(
      prepared(
        `insert into ${table} (${columns.join(', ')}) select ${columns.join(', ')} from json_populate_recordset(null::${table}, $1::json)
       on conflict (${projection.key}) do update set ${updates.join(', ')}`,
        [JSON.stringify(rows)],
      ),
    );
  }
  if (batch.past.length > 0) {
    const past = buildPastTable(projection, build);
    const rows = batch.past.map(({ row, since, until }) => ({ ...row, since, until }));
    const names = [...columns, 'until'].join(', ');
    await client.query(
      prepared(
        `insert into ${past} (${names}) select ${names} from json_populate_recordset(null::${past}, $1::json)`,
        [JSON.stringify(rows)],
      ),
    );
  }
  const tables = buildTotalsTables(projection, build);
  for (const [index, totals] of (projection.totals ?? []).entries()) {
    await writeTotals(client, tables[index] as string, totals, batch.totals[index] ?? []);
  }
}
