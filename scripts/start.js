import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Kondusif needs Node.js 20.19 or newer, and this is ${process.versions.node}: install a newer one.`,
  );
  process.exit(1);
}

const { buildWhenNeeded, root } = await import('./build.js');
try {
  await buildWhenNeeded();
} catch (error) {
  const advice = error.code === 'MODULE_NOT_FOUND' ? 'run "npm ci" first' : 'see the lines above';
  console.error(`Kondusif could not be built: ${advice}.`);
  process.exit(1);
}

const [what, ...rest] = process.argv.slice(2);
const args = what === 'cli' ? rest : what === undefined ? [] : [what, ...rest];
const door = join(root, 'dist', what === undefined ? 'main.js' : 'cli.js');
process.argv = [process.execPath, door, ...args];
await import(pathToFileURL(door).href);
