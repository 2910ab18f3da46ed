import { randomBytes } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../config/start-error.js';
import { stillLives, thisProcess } from './living-process.js';
import { readRun } from './run-file.js';

const LOCK = /^lock-(\d+)\.json$/;
const DRAFT = 'lock-draft-';
const PATIENCE_MS = 15_000;
const GRACE_MS = 1_000;
const STEP_MS = 100;
const NOBODY = { pid: 0, startedAt: '' };

type Holder = typeof NOBODY;

/**
 * Makes one process the only one that runs the server of a data directory.
 *
 * Locks are numbered and the highest counts: who finds its holder dead makes the next, and a file can be made only
 * once. The highest is never removed, not even by its holder, else a slow rival could take a number that was free
 * again. Its text is complete from the start because it is linked, not written, into place.
 */
export class DataLock {
  private constructor(private readonly path: string) {}

  /**
   * A holder that is starting or stopping is waited for, up to 15 s; one that serves is not, beyond the moment that a
   * killed process may take to vanish.
   * Errors: `StartError` where another process holds it.
   */
  static async take(dataDir: string): Promise<DataLock> {
    const began = Date.now();
    for (;;) {
      const path = tryLock(dataDir);
      if (path !== undefined) return new DataLock(path);
      const waited = Date.now() - began;
      const run = readRun(dataDir);
      if (waited > PATIENCE_MS || (run !== undefined && waited > GRACE_MS))
        throw taken(dataDir, run?.address);
      await sleep(STEP_MS);
    }
  }

  release(): void {
    const draft = `${this.path}.released`;
    writeFileSync(draft, JSON.stringify(NOBODY), { mode: 0o600 });
    renameSync(draft, this.path);
  }
}

/** The path of the new lock, undefined where another process has one or was quicker. */
function tryLock(dataDir: string): string | undefined {
  const held = highestLock(dataDir);
  if (held > 0 && holderLives(pathOf(dataDir, held))) return undefined;
  const mine = pathOf(dataDir, held + 1);
  if (!make(dataDir, mine)) return undefined;
  if (highestLock(dataDir) !== held + 1) {
    rmSync(mine, { force: true });
    return undefined;
  }
  removeOlder(dataDir, held + 1);
  return mine;
}

function make(dataDir: string, path: string): boolean {
  const draft = join(dataDir, DRAFT + randomBytes(6).toString('hex'));
  writeFileSync(draft, JSON.stringify(thisProcess()), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    // EEXIST: another was quicker; ENOENT: and it has swept our draft away.
    if (isCode(error, 'EEXIST') || isCode(error, 'ENOENT')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function removeOlder(dataDir: string, mine: number): void {
  for (const name of readdirSync(dataDir)) {
    const number = LOCK.exec(name)?.[1];
    if (name.startsWith(DRAFT) || (number !== undefined && Number(number) < mine)) {
      rmSync(join(dataDir, name), { force: true });
    }
  }
}

function highestLock(dataDir: string): number {
  return Math.max(0, ...readdirSync(dataDir).map((name) => Number(LOCK.exec(name)?.[1] ?? 0)));
}

/** A lock that vanished was replaced by a higher one: whoever made that lives. An empty one is of before a power cut. */
function holderLives(path: string): boolean {
  try {
    return stillLives(JSON.parse(readFileSync(path, 'utf8')) as Holder);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return true;
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function taken(dataDir: string, address: string | undefined): StartError {
  const who = address === undefined ? 'Another Kondusif process' : `Another Kondusif (${address})`;
  return new StartError(
    `${who} is using ${dataDir}: stop it first, or give this one a directory of its own with KONDUSIF_DATA_DIR.`,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function pathOf(dataDir: string, number: number): string {
  return join(dataDir, `lock-${number}.json`);
}
