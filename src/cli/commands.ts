import { backup } from './backup.js';
import type { CliCommand, CommandContext } from './command.js';
import { copyLogCommand } from './copy-log.js';
import { demo } from './demo.js';
import { type ImportDesk, importCommand } from './import.js';
import { migrate } from './migrate.js';
import { outbox } from './outbox.js';
import { parked } from './parked.js';
import { rebuild } from './rebuild.js';
import { restore } from './restore.js';
import { retire } from './retire.js';
import { verify } from './verify.js';

/** Every command, in the order in which the usage lists them. */
export const COMMANDS: readonly CliCommand[] = [
  migrate,
  importCommand(openDesk),
  verify,
  rebuild,
  parked,
  outbox,
  retire,
  backup,
  restore,
  copyLogCommand,
  demo,
];

/** Loads the service's inside for the one command that needs it: the others start without waiting for it. */
async function openDesk(context: CommandContext): Promise<ImportDesk> {
  const { openImportDesk } = await import('./import-desk.js');
  return openImportDesk(context);
}
