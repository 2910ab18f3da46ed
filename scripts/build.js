import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
/** Being there, it also tells other starts that somebody builds. */
const fresh = join(root, 'dist-new');
const old = join(root, 'dist-old');
const STAMP = '.built-from';
const LONGEST_BUILD_MS = 60_000;

/** Builds `dist` when it is not what `src` would give: edited, added, deleted and older files alike. */
export async function buildWhenNeeded() {
  const sources = fingerprint();
  while (stampOf(dist) !== sources) {
    if (takeTurn()) build(sources);
    else await sleep(50);
  }
}

/** Beside `dist`, and then changes places: a service that runs or starts never sees half a build. */
function build(sources) {
  try {
    compile(fresh);
    writeFileSync(join(fresh, STAMP), sources);
    rmSync(old, { recursive: true, force: true });
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } finally {
    rmSync(old, { recursive: true, force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** False while another process builds. One that was killed at it holds nobody up for longer than a minute. */
function takeTurn() {
  try {
    mkdirSync(fresh);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const since = statSync(fresh, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > LONGEST_BUILD_MS) rmSync(fresh, { recursive: true, force: true });
    return false;
  }
}

function compile(target) {
  const swc = join(dirname(createRequire(import.meta.url).resolve('@swc/cli/package.json')), 'bin', 'swc.js');
  const options = ['--strip-leading-paths', '--copy-files', '--quiet', '--ignore', '**/*.spec.ts'];
  execFileSync(process.execPath, [swc, 'src', '-d', target, ...options], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Names, sizes and times of all that the build reads. */
function fingerprint() {
  const sources = readdirSync(join(root, 'src'), { recursive: true }).map((name) => join('src', name));
  const hash = createHash('sha256');
  for (const name of [...sources, '.swcrc', 'package-lock.json', 'scripts/build.js'].sort()) {
    const { mtimeMs, size } = statSync(join(root, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function stampOf(folder) {
  try {
    return readFileSync(join(folder, STAMP), 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWhenNeeded();
