import type pg from 'pg';
import { prepared } from '../database/prepared.js';
import {
  type AnyTotals,
  foldTotals,
  keysOf,
  type StandingTotals,
  type TotalsChange,
  type TotalsLine,
} from './totals-fold.js';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** Makes the table of running totals: one line a key and position. */
export async function createTotals(client: Queryable, table: string, totals: AnyTotals): Promise<void> {
  const keys = Object.entries(totals.key).map(([name, type]) => `${name} ${type} not null`);
  const counters = totals.counters.map((name) => `${name} integer not null`);
  await client.query(
    `create table ${table} (${[...keys, 'position text collate "C" not null', ...counters, 'latest timestamptz(3)'].join(', ')},
       primary key (${[...Object.keys(totals.key), 'position'].join(', ')}))`,
  );
}

/** Adds the changes of a batch: lines by one statement; each change that comes late raises the lines after it. */
export async function writeTotals(
  client: Queryable,
  table: string,
  totals: AnyTotals,
  changes: readonly TotalsChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const standing = await loadTotals(client, table, totals, keysOf(changes));
  const { lines, late } = foldTotals(standing, changes, totals.counters.length);
  for (const change of late) await writeLate(client, table, totals, change);
  await writeLines(client, table, totals, lines);
}

/** The last line of each key that has one. */
async function loadTotals(
  client: Queryable,
  table: string,
  totals: AnyTotals,
  keys: readonly (readonly string[])[],
): Promise<StandingTotals[]> {
  const names = Object.keys(totals.key);
  const { rows } = await client.query<StandingTotals>(
    prepared(
      `select array[${names.map((name) => `k.${name}::text`).join(', ')}] as key, t.* from ${unnested(names, totals)}
     cross join lateral (
       select position, array[${totals.counters.join(', ')}] as counters, latest::text as latest from ${table} t
       where ${names.map((name) => `t.${name} = k.${name}`).join(' and ')} order by position desc limit 1) t`,
      names.map((_, index) => keys.map((key) => key[index])),
    ),
  );
  return rows;
}

async function writeLines(
  client: Queryable,
  table: string,
  totals: AnyTotals,
  lines: readonly TotalsLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const types = [
    ...Object.values(totals.key),
    'text',
    ...totals.counters.map(() => 'integer'),
    'timestamptz',
  ];
  const columns = [
    ...Object.keys(totals.key).map((_, index) => lines.map(({ key }) => key[index])),
    lines.map(({ position }) => position),
    ...totals.counters.map((_, index) => lines.map(({ counters }) => counters[index])),
    lines.map(({ latest }) => latest),
  ];
  await client.query(
    prepared(
      `insert into ${table} (${columnsOf(totals).join(', ')})
     select * from unnest(${types.map((type, index) => `$${index + 1}::${plainType(type)}[]`).join(', ')})`,
      columns,
    ),
  );
}

/** One change before lines that stand: its own line, made of the one before it, and all lines after it. */
async function writeLate(
  client: Queryable,
  table: string,
  totals: AnyTotals,
  { key, position, differences, latest }: TotalsChange,
): Promise<void> {
  const names = Object.keys(totals.key);
  const values = [...key, position, ...differences, latest];
  const at = (index: number): string => `$${names.length + 1 + index}`;
  const isKey = names.map((name, index) => `${name} = $${index + 1}`).join(' and ');
  const raised = totals.counters.map((name, index) => `${name} = ${name} + ${at(index + 1)}::integer`);
  const newest = `greatest(latest, ${at(totals.counters.length + 1)}::timestamptz)`;
  const itself = names.map((name, index) => `$${index + 1}::${plainType(totals.key[name] as string)}`);
  await client.query(
    `insert into ${table} (${columnsOf(totals).join(', ')})
     select ${[...itself, `${at(0)}::text`, ...totals.counters.map((name) => `coalesce(b.${name}, 0)`), 'b.latest'].join(', ')}
     from (values (1)) one left join lateral (
       select * from ${table} where ${isKey} and position < ${at(0)} order by position desc limit 1) b on true
     on conflict do nothing`,
    values.slice(0, names.length + 1),
  );
  await client.query(
    `update ${table} set ${[...raised, `latest = ${newest}`].join(', ')} where ${isKey} and position >= ${at(0)}`,
    values,
  );
}

function columnsOf(totals: AnyTotals): string[] {
  return [...Object.keys(totals.key), 'position', ...totals.counters, 'latest'];
}

function unnested(names: readonly string[], totals: AnyTotals): string {
  const arrays = names.map((name, index) => `$${index + 1}::${plainType(totals.key[name] as string)}[]`);
  return `unnest(${arrays.join(', ')}) as k (${names.join(', ')})`;
}

/** A type without what only a column has. */
function plainType(type: string): string {
  return type.replace(/ collate "[^"]*"/, '');
}
