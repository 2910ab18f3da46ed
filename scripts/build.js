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
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
/** Being there, it also tells other starts that somebody builds. */
const fresh = join(root, 'dist-new');
const old = join(root, 'dist-old');
/** Inside `dist`: every module by itself, with the files that it reads. */
const MODULES = 'modules';
const STAMP = '.built-from';
const LONGEST_BUILD_MS = 60_000;

/** Builds `dist` when it is not what `src` would give: edited, added, deleted and older files alike. */
export async function buildWhenNeeded() {
  const sources = fingerprint();
  while (stampOf(dist) !== sources) {
    if (takeTurn()) await build(sources);
    else await sleep(50);
  }
}

/** Beside `dist`, and then changes places: a service that runs or starts never sees half a build. */
async function build(sources) {
  try {
    compile(join(fresh, MODULES));
    await makeDoors(fresh);
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

/**
 * `main.js` and `cli.js`: the hundreds of modules of the program in a few files, because looking up each by itself is a
 * quarter of a start. Packages stay where they are.
 */
async function makeDoors(target) {
  // A start that finds everything built does not wait for it, and says in words that nothing is installed.
  const { build: bundle } = await import('esbuild');
  const modules = join(target, MODULES);
  await bundle({
    entryPoints: [join(modules, 'main.js'), join(modules, 'cli.js')],
    outdir: target,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    // Answers and documents name classes.
    keepNames: true,
    sourcemap: true,
    logLevel: 'warning',
    plugins: [besideItsModule(modules)],
  });
}

/** A module finds the files that lie beside it, although its code stands in a door. */
function besideItsModule(modules) {
  return {
    name: 'beside-its-module',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.js$/ }, ({ path }) => {
        const place = JSON.stringify(join(MODULES, relative(modules, path)));
        const code = readFileSync(path, 'utf8');
        return { contents: code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`) };
      }),
  };
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
