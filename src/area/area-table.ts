import type { DataSource, EntityManager } from 'typeorm';
import { AREA_LEVELS, type AreaLevel } from './area.js';
import type { AreaEdition } from './area-edition.js';
import { officialReading } from './area-reading.js';
import { SQL } from './area-sql.js';
import { type CodeAndName, parentOf } from './area-tree.js';
import { zoneOf } from './area-zone.js';

/**
 * Fills the table where it does not hold this edition yet, in one transaction (about a second). Of two processes
 * that start at once the second finds the work done.
 */
export async function loadAreas(dataSource: DataSource, edition: AreaEdition): Promise<void> {
  if (await holds(dataSource.manager, edition)) return;
  await dataSource.transaction(async (manager) => {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('area_edition', 0))`);
    if (!(await holds(manager, edition))) await fill(manager, edition);
  });
}

/** Code and name of every area in the table: as one value, since each of so many rows would cost every start more. */
export async function readAreas(dataSource: DataSource): Promise<CodeAndName[]> {
  const [{ codes, names }]: [{ codes: string[]; names: string[] }] = await dataSource.query(
    `select coalesce(json_agg(code order by code), '[]') as codes, coalesce(json_agg(name order by code), '[]') as names
     from area`,
  );
  return codes.map((code, index) => ({ code, name: names[index] ?? '' }));
}

async function holds(manager: EntityManager, edition: AreaEdition): Promise<boolean> {
  const rows: unknown[] = await manager.query('select 1 from area_edition where edition = $1', [
    edition.name,
  ]);
  return rows.length > 0;
}

async function fill(manager: EntityManager, edition: AreaEdition): Promise<void> {
  await manager.query(SQL.empty);
  for (const level of AREA_LEVELS) await manager.query(SQL.loadLevel, columnsOf(level, edition.areas(level)));
  await manager.query(SQL.index);
  await manager.query('analyze area (code, parent, level, compact)');
  await manager.query(
    `insert into area_edition (edition) values ($1)
     on conflict (only_one) do update set edition = excluded.edition, loaded_at = now()`,
    [edition.name],
  );
}

/** The parameters of `load-level.sql`. */
function columnsOf(level: AreaLevel, areas: readonly CodeAndName[]): [AreaLevel, ...string[][]] {
  const readings = areas.map(({ code, name }) => officialReading(code, name));
  return [
    level,
    areas.map(({ code }) => code),
    areas.map(({ code }) => parentOf(code)),
    readings.map(({ kind }) => kind),
    areas.map(({ name }) => name),
    areas.map(({ code }) => zoneOf(code).label),
    readings.map(({ words }) => words.join(' ')),
  ];
}
