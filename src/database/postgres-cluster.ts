import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { StartError } from '../config/start-error.js';
import { clusterOf } from './data-directory.js';
import type { PostgresPackage } from './postgres-package.js';
import type { ServerAccount } from './server-account.js';

export const SUPERUSER = 'kondusif';

/** A new environment: ours holds passwords. Without TZ, initdb searches all time zones of the world for the local one. */
export const SERVER_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

const UNFINISHED = 'postgres-unfinished-';

/** Sorting and case rules come with the server, so that no update of the system's locales can break an index. */
const INITDB_OPTIONS = [
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--auth=scram-sha-256',
  `--username=${SUPERUSER}`,
];

/**
 * Makes the server's files at the first start and says the superuser's password.
 * Errors: `StartError` where what is there is not the data of this major version; nothing is touched then.
 */
export async function openCluster(
  dataDir: string,
  postgres: PostgresPackage,
  account: ServerAccount | undefined,
): Promise<string> {
  const cluster = clusterOf(dataDir);
  if (isEmpty(cluster)) await makeCluster(dataDir, postgres, account);
  else checkMajor(cluster, postgres.major);
  return readPassword(dataDir);
}

/** In a directory of another name, so that a start that is cut off leaves nothing that looks finished. */
async function makeCluster(
  dataDir: string,
  { initdb }: PostgresPackage,
  account: ServerAccount | undefined,
): Promise<void> {
  const unfinished = newDirectory(dataDir);
  const password = passwordFile(dataDir);
  rmSync(password, { force: true });
  writeFileSync(password, randomBytes(32).toString('base64url'), { mode: 0o600 });
  if (account !== undefined) {
    for (const path of [unfinished, password]) chownSync(path, account.uid, account.gid);
  }
  await run(initdb, [...INITDB_OPTIONS, `--pgdata=${unfinished}`, `--pwfile=${password}`], dataDir, account);
  renameSync(unfinished, clusterOf(dataDir));
  syncDirectory(dataDir);
}

/** Of its own name each time: an earlier start that was cut off may still be at work in another. */
function newDirectory(dataDir: string): string {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(dataDir, UNFINISHED));
}

/** Away from our terminal: Ctrl-C during the first start lets it finish. */
async function run(
  program: string,
  args: readonly string[],
  cwd: string,
  account: ServerAccount | undefined,
): Promise<void> {
  const child = spawn(program, args, {
    cwd,
    ...account,
    env: SERVER_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new StartError(`PostgreSQL could not make its files in ${cwd}: ${complaint.trim()}`);
}

function checkMajor(cluster: string, major: number): void {
  const version = join(cluster, 'PG_VERSION');
  if (!existsSync(version)) {
    throw new StartError(
      `${cluster} is not empty and holds no PostgreSQL data: choose another directory with KONDUSIF_DATA_DIR. Nothing was changed.`,
    );
  }
  const found = Number.parseInt(readFileSync(version, 'utf8'), 10);
  if (found === major) return;
  throw new StartError(
    `${cluster} was written by PostgreSQL ${found}, and this version of Kondusif brings PostgreSQL ${major}: make a backup with the version of Kondusif that wrote it, and restore that with this one into another KONDUSIF_DATA_DIR. Nothing was changed.`,
  );
}

function readPassword(dataDir: string): string {
  try {
    return readFileSync(passwordFile(dataDir), 'utf8').trim();
  } catch (error) {
    throw new StartError(
      `The password of the embedded PostgreSQL cannot be read from ${passwordFile(dataDir)}: put that file back, with the right for this user to read it. Nothing was changed.`,
      1,
      { cause: error },
    );
  }
}

/** A name outlives a power cut only when its directory was written too. */
function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
}

function isEmpty(directory: string): boolean {
  return !existsSync(directory) || readdirSync(directory).length === 0;
}

function passwordFile(dataDir: string): string {
  return join(dataDir, 'postgres.password');
}
