import { backup } from './backup.js';
import type { CliCommand } from './command.js';
import { copyLogCommand } from './copy-log.js';
import { demo } from './demo.js';
import { importCommand } from './import.js';
import { openImportDesk } from './import-desk.js';
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
  importCommand(openImportDesk),
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
