import { type TakenBackup, takeBackup } from '../backup/take-backup.js';
import { type CliCommand, UsageError } from './command.js';

/** Keeps what is truth, beside a running service. */
export const backup: CliCommand = {
  name: 'backup',
  usage: '<new folder>',
  summary:
    'Writes log, people, keys and counters of one moment into a new folder, beside writers; keep it secret.',
  async run([place, ...rest], context) {
    if (place === undefined || rest.length > 0)
      throw new UsageError('Name one folder that does not exist yet.');
    let bar: ReturnType<typeof context.progress> | undefined;
    const taken = await takeBackup(await context.serverUrl(), place, (rows, events) => {
      bar ??= context.progress('backup', events);
      bar.reached(Math.min(rows, events));
    });
    bar?.end();
    for (const table of taken.strangers)
      context.print(`Not in the backup, since it is not Kondusif's: table ${table}`);
    for (const { name, rows } of taken.tables) context.print(`${name}: ${rows} rows`);
    context.print(heldBy(taken, context.config.eventStoreUrl !== undefined));
    context.print(
      'It holds password hashes and the installation key: keep it where only administrators can read it.',
    );
    return 0;
  },
};

function heldBy({ path, log, takenAt }: TakenBackup, isElsewhere: boolean): string {
  if (isElsewhere) {
    return `${path} holds people, keys and counters as of ${takenAt}. The events are in EventStoreDB: a backup of that must have been taken just before this one.`;
  }
  return `${path} holds log ${log.id} with ${log.events} events, as of ${takenAt}.`;
}
