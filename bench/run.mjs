import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sampleEvent, sizeOf } from './lib/sample.mjs';
import { readSettings } from './lib/settings.mjs';

/**
 * The parts in the order of the table, each with what measures it. That is given a context and answers rows:
 * `{ name, ours, unit, peer, peerName, target, lost, peerLost, settings, limit }`, figures a second unless `unit` says
 * otherwise; `lost`: acknowledged effects that were lost or doubled; `limit`: one sentence on what limits the figure.
 */
const PARTS = {
  appends: (module) => module.measureAppends,
  snapshot: (module) => module.measureSnapshot,
  'hot-stream': (module) => module.measureHotStream,
  projection: (module) => module.measureProjection,
  rebuild: (module) => module.measureRebuild,
  http: (module) => module.measureHttp,
  overload: (module) => module.measureOverload,
  process: (module) => module.measureProcess,
  timers: (module) => module.measureTimers,
  board: (module) => module.measureBoard,
  start: (module) => module.measureStart,
  eventstoredb: (module) => module.measureEventStoreDb,
};
const PEERS = fileURLToPath(new URL('./node_modules/@event-driven-io/emmett-postgresql', import.meta.url));

const settings = readSettings(process.argv.slice(2), process.env);
const names = Object.keys(PARTS);
refuse(
  settings.parts.some((part) => !names.includes(part)),
  `The parts are ${names.join(', ')}.`,
);
refuse(
  settings.page && settings.parts.length > 0,
  'The page holds the whole table: name no parts with --page.',
);
refuse(!existsSync(PEERS), 'The peers are not installed: run "npm ci" in bench/ first.');

const { startServer } = await import('./lib/server.mjs');
const { product } = await import('./lib/product.mjs');
const { headOf, tableOf } = await import('./lib/table.mjs');
const server = await startServer();
const rows = [];
const passedOver = [];
let failed = false;
try {
  const context = { server, product: await product(), settings, rounds: settings.rounds, say };
  for (const part of names) {
    if (settings.parts.length > 0 && !settings.parts.includes(part)) continue;
    const passOver = (why) => {
      passedOver.push({ part, why });
      return [];
    };
    if (!process.stderr.isTTY) console.error(`${new Date().toISOString().slice(11, 19)} ${part}`);
    try {
      const measure = PARTS[part](await import(`./${part}.mjs`));
      rows.push(...(await measure({ ...context, passOver })));
    } catch (error) {
      // What the other parts took half an hour to measure is still shown.
      console.error(error);
      failed = true;
      passOver(`it failed: ${error.message}`);
    }
  }
} finally {
  await server.stop();
}
say('');
const table = tableOf(rows, headOf(server.settings, settings, sizeOf(sampleEvent())));
console.log(table);
for (const { part, why } of passedOver) console.log(`\nNot measured: ${part}: ${why}`);
if (settings.page && !failed) {
  const { writePage } = await import('./lib/page.mjs');
  console.log(`\nWritten to ${writePage(table, rows, passedOver)}.`);
}
process.exit(!failed && rows.every(({ lost }) => lost === 0) ? 0 : 1);

function refuse(isWrong, sentence) {
  if (!isWrong) return;
  console.error(sentence);
  process.exit(2);
}

/** One line that is written over, so that somebody who waits sees that it goes on. */
function say(line) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
}
