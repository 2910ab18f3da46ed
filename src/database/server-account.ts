import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartError } from '../config/start-error.js';

/** The user under which the embedded server runs. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/**
 * PostgreSQL refuses to run as root, so root runs it as the owner of the data, or as the user `postgres`, who is made
 * where there is none. Undefined: the server runs as whoever runs this process.
 * Errors: `StartError` where root has nobody to run it as.
 */
export function serverAccount(cluster: string): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return ownerOf(cluster) ?? knownAccount() ?? madeAccount();
}

/** The nearest directory on the way to a path, itself included, that the account may not enter. */
export function closedDirectory(path: string, account: ServerAccount): string | undefined {
  const way: string[] = [];
  for (let step = resolve(path); !way.includes(step); step = dirname(step)) way.push(step);
  return way.reverse().find((directory) => !mayEnter(directory, account));
}

function mayEnter(directory: string, { uid, gid }: ServerAccount): boolean {
  const found = statSync(directory);
  if (!found.isDirectory()) return true;
  const bit = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001;
  return (found.mode & bit) !== 0;
}

function ownerOf(cluster: string): ServerAccount | undefined {
  const { uid, gid } = statSync(cluster, { throwIfNoEntry: false }) ?? { uid: 0, gid: 0 };
  return uid === 0 ? undefined : { uid, gid };
}

function knownAccount(): ServerAccount | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${NAME}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

function madeAccount(): ServerAccount {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', NAME], { stdio: 'ignore' });
  } catch (error) {
    throw new StartError(
      `PostgreSQL does not run as root, and a user named ${NAME} could not be made: make one, or start Kondusif as an ordinary user.`,
      1,
      { cause: error },
    );
  }
  const account = knownAccount();
  if (account === undefined) throw new StartError(`The user ${NAME} was made but is not in /etc/passwd.`);
  return account;
}
