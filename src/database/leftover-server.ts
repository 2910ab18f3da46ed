import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../config/start-error.js';
import { type LivingProcess, livingProcess, stillLives } from './living-process.js';

/** "Fast" breaks off what is open and writes everything down; "immediate" leaves that to the next start. */
const WAYS_TO_END: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 6_000],
  ['SIGKILL', 2_000],
];
const STEP_MS = 20;

/** Ends a server: fast, after 20 s immediately. Resolves when its process is gone. */
export async function endServer(server: Pick<LivingProcess, 'pid' | 'startedAt'>): Promise<void> {
  for (const [signal, patience] of WAYS_TO_END) {
    if (!stillLives(server)) return;
    send(server.pid, signal);
    for (let waited = 0; waited < patience && stillLives(server); waited += STEP_MS) await sleep(STEP_MS);
  }
}

/** A process may end between the look and the signal. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Ends the server that a killed service left behind on a cluster, and removes a lock that names another process by now
 * (the server itself takes any process of that number, also a zombie, for a rival).
 * Errors: `StartError` where the server belongs to another user.
 */
export async function endLeftover(cluster: string, onLog: (line: string) => void): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  const pid = pidIn(lock);
  if (pid === undefined) return;
  const found = livingProcess(pid);
  if (found === undefined || !serves(found, cluster)) {
    if (numberIsTaken(pid)) rmSync(lock, { force: true });
    return;
  }
  onLog(`LOG:  a service that was killed has left server ${pid} behind, which is stopped now`);
  try {
    await endServer(found);
  } catch (error) {
    throw new StartError(
      `A PostgreSQL server (process ${pid}) runs on ${cluster} and may not be stopped by this user: stop it, or start Kondusif as its user.`,
      1,
      { cause: error },
    );
  }
}

/** The directory may be hidden from us where the server runs as another user; its command never is. */
function serves({ directory, command }: LivingProcess, cluster: string): boolean {
  return directory === realpathSync(cluster) || command.includes(` -D ${cluster} `);
}

/** The first line of `postmaster.pid`. */
function pidIn(lock: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(lock, 'utf8'), 10) || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function numberIsTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
