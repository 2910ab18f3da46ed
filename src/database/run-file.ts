import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stillLives, thisProcess } from './living-process.js';

/** How a command joins the service that runs on a data directory. */
export interface Run {
  readonly pid: number;
  readonly startedAt: string;
  /** Of the embedded server, with its password. */
  readonly databaseUrl: string;
  /** Of the HTTP service, once it listens. */
  readonly address?: string;
}

/** Writes `run.json` for this process, readable by its user alone. */
export function writeRun(dataDir: string, run: Pick<Run, 'databaseUrl' | 'address'>): void {
  const draft = join(dataDir, `run.json.${process.pid}`);
  writeFileSync(draft, `${JSON.stringify({ ...thisProcess(), ...run }, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, pathOf(dataDir));
}

/** The run that is under way, undefined where the file is missing or its process gone. */
export function readRun(dataDir: string): Run | undefined {
  try {
    const run = JSON.parse(readFileSync(pathOf(dataDir), 'utf8')) as Run;
    return stillLives(run) ? run : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export function removeRun(dataDir: string): void {
  rmSync(pathOf(dataDir), { force: true });
}

function pathOf(dataDir: string): string {
  return join(dataDir, 'run.json');
}
