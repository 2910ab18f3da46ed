import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { product } from './lib/product.mjs';
import { startServer } from './lib/server.mjs';
import { printTable } from './lib/table.mjs';

/**
 * The parts in the order of the table, each with what measures it. That answers rows:
 * `async ({ server, product, rounds, say }) => [{ name, ours, peer, peerName, target, lost, settings }]`, with figures
 * a second and, in `lost`, how many acknowledged effects were lost or doubled. A part that is not there is passed over.
 */
const PARTS = {
  appends: (module) => module.measureAppends,
  snapshot: (module) => module.measureSnapshot,
  'hot-stream': (module) => module.measureHotStream,
  http: (module) => module.httpCommands,
};
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);

const asked = process.argv.slice(2);
const names = Object.keys(PARTS);
const unknown = asked.filter((part) => !names.includes(part));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts are ${names.join(', ')}.`);
  process.exit(2);
}

const parts = names.filter(
  (part) => (asked.length === 0 || asked.includes(part)) && existsSync(fileOf(part)),
);
const server = await startServer();
const rows = [];
try {
  const context = { server, product: await product(), rounds: ROUNDS, say };
  for (const part of parts) {
    const measure = PARTS[part](await import(fileOf(part)));
    rows.push(...(await measure(context)));
  }
} finally {
  await server.stop();
}
say('');
printTable(rows, server.settings);
process.exit(rows.every(({ lost }) => /^0\b/.test(String(lost))) ? 0 : 1);

function fileOf(part) {
  return fileURLToPath(new URL(`./${part}.mjs`, import.meta.url));
}

/** One line that is written over, so that somebody who waits sees that it goes on. */
function say(line) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
}
