import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';

/** A process that runs now. */
export interface LivingProcess {
  readonly pid: number;
  /** Differs between two processes that were given the same number one after the other, also across a reboot. */
  readonly startedAt: string;
  readonly command: string;
  /** Where it works; unknown where the system does not tell. */
  readonly directory: string | undefined;
}

/** Proof of life by number alone is none: numbers are given again, and a zombie still has one. */
export function livingProcess(pid: number): LivingProcess | undefined {
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid);
}

/** True while the very process that was seen before still runs. */
export function stillLives({ pid, startedAt }: Pick<LivingProcess, 'pid' | 'startedAt'>): boolean {
  return livingProcess(pid)?.startedAt === startedAt;
}

/** This process, in the words by which `stillLives` knows it again. */
export function thisProcess(): Pick<LivingProcess, 'pid' | 'startedAt'> {
  return { pid: process.pid, startedAt: livingProcess(process.pid)?.startedAt ?? '' };
}

const STATE = 0;
const START_TICKS = 19;

/** proc_pid_stat(5): the fields behind the command's name, which may itself hold spaces and brackets. */
function fromProc(pid: number): LivingProcess | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined || isDead(fields[STATE] ?? 'X')) return undefined;
  return {
    pid,
    startedAt: `${read('/proc/sys/kernel/random/boot_id')?.trim()}/${fields[START_TICKS]}`,
    command: (read(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ').trim(),
    directory: attempt(() => readlinkSync(`/proc/${pid}/cwd`)),
  };
}

/** For systems without /proc, such as macOS. */
function fromPs(pid: number): LivingProcess | undefined {
  const line = attempt(() => {
    return execFileSync('ps', ['-o', 'stat=,lstart=,command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { LC_ALL: 'C', PATH: '/bin:/usr/bin' },
    });
  });
  const [, state = 'X', startedAt = '', command = ''] =
    /^(\S+)\s+(.{24})\s+(.*)$/.exec(line?.trim() ?? '') ?? [];
  return isDead(state) ? undefined : { pid, startedAt, command, directory: undefined };
}

/** Zombies and the dying hold neither files nor memory. */
function isDead(state: string): boolean {
  return /^[ZXx]/.test(state);
}

function read(path: string): string | undefined {
  return attempt(() => readFileSync(path, 'utf8'));
}

/** A process may end between two looks at it. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
