import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from '../config/start-error.js';
import { closedDirectory, type ServerAccount } from './server-account.js';

/** Nobody else's business; but a server that runs as another user must get through it to its own part. */
const OWN = 0o700;
const PASSABLE = 0o711;

/** Where in the data directory the server's files lie. */
export function clusterOf(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/**
 * Makes the directory, or makes an existing one passable for the server's user.
 * Errors: `StartError` where the server's user cannot reach it; those of the file system.
 */
export function prepareDataDirectory(dataDir: string, account: ServerAccount | undefined): void {
  makeDirectory(dataDir, account === undefined ? OWN : PASSABLE);
  accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  const closed = account && closedDirectory(dataDir, account);
  if (closed !== undefined) {
    throw new StartError(
      `PostgreSQL does not run as root, and the user it runs as may not enter ${closed}: choose a data directory elsewhere with KONDUSIF_DATA_DIR (for example /var/lib/kondusif), or start Kondusif as an ordinary user.`,
    );
  }
}

/** Runs what reads and writes the data directory, and turns a refusal of the file system into a `StartError`. */
export async function usingDirectory<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { syscall, code, path } = error as NodeJS.ErrnoException;
    if (error instanceof StartError || syscall === undefined || path === undefined) throw error;
    throw new StartError(
      `The data directory ${dataDir} cannot be used (${code} at ${path}): start Kondusif as the user it belongs to, or choose another with KONDUSIF_DATA_DIR.`,
      1,
      { cause: error },
    );
  }
}

/** Whatever the umask is, and also the parents that had to be made. */
function makeDirectory(dataDir: string, mode: number): void {
  const first = mkdirSync(dataDir, { recursive: true, mode });
  if (first === undefined) {
    const found = statSync(dataDir);
    if (mode === PASSABLE && (found.mode & PASSABLE) !== PASSABLE) chmodSync(dataDir, found.mode | PASSABLE);
    return;
  }
  for (let made = dataDir; made.length >= first.length; made = dirname(made)) chmodSync(made, mode);
}
