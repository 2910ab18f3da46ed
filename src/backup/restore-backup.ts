import { StartError } from '../config/start-error.js';
import { EmptyDatabase, NotEmpty } from '../database/empty-database.js';
import { type Migration, migrations } from '../database/migrations.js';
import { KEPT } from './kept-tables.js';
import { type CheckedBackup, rowsIn } from './read-backup.js';
import { RowCounter } from './row-counter.js';

/** The steps by which a backup's schema is made. Errors: `StartError` where this version does not know one. */
export function stepsOf({ migrations: names }: Pick<CheckedBackup, 'migrations'>): Migration[] {
  const known = migrations();
  const unknown = names.filter((name) => !known.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new StartError(
      `This backup was made by a newer version of Kondusif (${unknown.join(', ')}): restore it with that one. Nothing was changed.`,
    );
  }
  return known.filter(({ name }) => names.includes(name));
}

/**
 * Fills an empty database with the schema and the rows of a backup, all or nothing. Views are not in it: the next start
 * builds them. Errors: `StartError` where the database is not empty; whatever breaks it off leaves it as empty as it was.
 */
export async function restoreBackup(
  url: string,
  backup: CheckedBackup,
  place: string,
  progress: (rows: number, all: number) => void = () => undefined,
): Promise<void> {
  const steps = stepsOf(backup);
  const database = await EmptyDatabase.open(url).catch((error: unknown) => {
    throw error instanceof NotEmpty ? notEmpty(place) : error;
  });
  try {
    await database.build(steps);
    const all = rowsIn(backup);
    const counter = new RowCounter((count) => progress(count, all));
    for (const table of backup.tables) {
      const rows = await database.fill(table.name, table.columns, counter.through(backup.rowsOf(table)));
      if (rows !== table.rows) throw new Error(`${table.name} has ${rows} rows instead of ${table.rows}`);
    }
    await checkLog(database, backup);
    for (const statement of settlingOf(backup)) await database.query(statement);
    await database.commit();
  } finally {
    await database.close();
  }
}

/** What the tables of the backup need once their rows are back. */
function settlingOf({ tables }: CheckedBackup): string[] {
  return KEPT.filter(({ name }) => tables.some((table) => table.name === name)).flatMap(
    ({ afterRestore }) => afterRestore ?? [],
  );
}

/** Positions have no gaps, and the log ends where the backup says. */
async function checkLog(database: EmptyDatabase, { log }: CheckedBackup): Promise<void> {
  const [row] = await database.query<{ id: string; events: number; last: number; last_id: string | null }>(
    `select l.id, (select count(*) from es_event) as events, coalesce(e.pos, 0) as last, e.id as last_id
     from es_log l left join lateral (select pos, id from es_event order by pos desc limit 1) e on true`,
  );
  const whole =
    row?.id === log.id &&
    row.events === log.events &&
    row.last === log.events &&
    row.last_id === log.lastEventId;
  if (!whole) throw new Error('the log that was put back is not the one that the backup names');
}

function notEmpty(place: string): StartError {
  return new StartError(
    `${place} is not empty: a backup is restored into an empty place only. Name a new data directory with KONDUSIF_DATA_DIR, or an empty database with DATABASE_URL. Nothing was changed.`,
  );
}
