import { StartError } from '../config/start-error.js';
import { Snapshot } from '../database/snapshot.js';
import { BackupFolder } from './backup-folder.js';
import { KEPT, type KeptTable, LEFT_OUT } from './kept-tables.js';
import { type BackedUpTable, FORMAT, FORMAT_VERSION, MANIFEST, type Manifest, SUMS } from './manifest.js';
import { RowCounter } from './row-counter.js';

/** Told how many rows are written, and of how many events; the rows of other tables are few. */
export type BackupProgress = (rows: number, events: number) => void;

export interface TakenBackup extends Manifest {
  readonly path: string;
  /** Tables of somebody else's in the same database: they are not in the backup. */
  readonly strangers: readonly string[];
}

/**
 * Writes everything that is truth, as it stood at one moment, while others go on writing.
 * Errors: `StartError` where there is nothing to keep or the place is taken; what broke it off leaves no folder behind.
 */
export async function takeBackup(
  url: string,
  place: string,
  progress: BackupProgress = () => undefined,
): Promise<TakenBackup> {
  const snapshot = await Snapshot.open(url);
  try {
    const tables = await snapshot.tables();
    if (!tables.has('es_event'))
      throw new StartError('There is nothing to back up: no service ever ran on this database.');
    const strangers = await strangersAmong(snapshot, [...tables.keys()]);
    const folder = await BackupFolder.begin(place);
    try {
      const manifest = await writeTables(snapshot, folder, tables, progress);
      await folder.write(MANIFEST, [Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]);
      await folder.finish(SUMS);
      return { ...manifest, path: folder.path, strangers };
    } catch (error) {
      await folder.abandon();
      throw error;
    }
  } finally {
    await snapshot.close();
  }
}

async function writeTables(
  snapshot: Snapshot,
  folder: BackupFolder,
  tables: ReadonlyMap<string, readonly string[]>,
  progress: BackupProgress,
): Promise<Manifest> {
  const about = await aboutLog(snapshot);
  const written: BackedUpTable[] = [];
  const counter = new RowCounter((rows) => progress(rows, about.log.events));
  for (const table of KEPT) {
    const columns = tables.get(table.name);
    // A schema of an earlier version may not have it yet.
    if (columns === undefined) continue;
    written.push(await writeTable(snapshot, folder, table, columns, counter));
  }
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    ...about,
    migrations: await snapshot.migrations(),
    tables: written,
  };
}

async function writeTable(
  snapshot: Snapshot,
  folder: BackupFolder,
  { name, order }: KeptTable,
  columns: readonly string[],
  counter: RowCounter,
): Promise<BackedUpTable> {
  const file = `${name}.copy`;
  const rows = snapshot.rows(name, columns, order);
  const written = await folder.write(file, counter.through(rows));
  return { name, file, columns, rows: rows.rows, ...written };
}

async function aboutLog(snapshot: Snapshot): Promise<Pick<Manifest, 'takenAt' | 'server' | 'log'>> {
  const [row] = await snapshot.query<AboutRow>(
    `select now() as taken_at, current_setting('server_version') as server, l.id,
            coalesce(e.pos, 0) as events, e.id as last_id, e.at as last_at
     from es_log l left join lateral (select pos, id, at from es_event order by pos desc limit 1) e on true`,
  );
  if (row === undefined) throw new StartError('The log has no identity: this database is damaged.');
  return {
    takenAt: row.taken_at.toISOString(),
    server: row.server,
    log: {
      id: row.id,
      events: row.events,
      lastEventId: row.last_id,
      lastRecordedAt: row.last_at?.toISOString() ?? null,
    },
  };
}

interface AboutRow {
  readonly taken_at: Date;
  readonly server: string;
  readonly id: string;
  readonly events: number;
  readonly last_id: string | null;
  readonly last_at: Date | null;
}

async function strangersAmong(snapshot: Snapshot, tables: readonly string[]): Promise<string[]> {
  const views = await snapshot.query<{ name: string }>(
    `select distinct name || '_v' || version as name from projection_checkpoint`,
  );
  const known = new Set([...KEPT.map(({ name }) => name), ...Object.keys(LEFT_OUT)]);
  return tables.filter((table) => {
    return !known.has(table) && !views.some(({ name }) => table === name || table.startsWith(`${name}_`));
  });
}
