import { readBackup } from '../backup/read-backup.js';
import { restoreBackup, stepsOf } from '../backup/restore-backup.js';
import { type CliCommand, type CommandContext, UsageError } from './command.js';

/** Puts a backup into an empty place; the next start builds the views. */
export const restore: CliCommand = {
  name: 'restore',
  usage: '<folder>',
  summary: 'Puts a backup into a new data directory or an empty database, whole or not at all.',
  async run([folder, ...rest], context) {
    if (folder === undefined || rest.length > 0) throw new UsageError('Name the folder of one backup.');
    const checked = await readBackup(folder, shownAs('check', context));
    stepsOf(checked);
    const { databaseAddress, dataDir } = context.config;
    const place = databaseAddress === undefined ? dataDir : `Database ${databaseAddress.database}`;
    await restoreBackup(await context.serverUrl(), checked, place, shownAs('restore', context));
    const database = await context.database();
    const steps = [...context.migrated, ...(await database.migrate())];
    for (const name of steps) context.print(`migrated ${name}`);
    const { log, takenAt } = checked;
    context.print(`Restored log ${log.id} with ${log.events} events, as of ${takenAt}.`);
    context.print(
      'Start the service: it builds its views and is ready when they are; everybody signs in again.',
    );
    return 0;
  },
};

function shownAs(label: string, context: CommandContext): (rows: number, all: number) => void {
  let bar: ReturnType<CommandContext['progress']> | undefined;
  return (rows, all) => {
    bar ??= context.progress(label, all);
    bar.reached(rows);
    if (rows === all) bar.end();
  };
}
