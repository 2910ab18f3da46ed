import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EVENTS_A_CASE, sampleCase } from './lib/cases.mjs';
import { miscounted, SHOWN, watched } from './lib/live-view.mjs';
import { openLogAt } from './lib/log.mjs';
import { median, rate } from './lib/measure.mjs';
import { query } from './lib/peers.mjs';
import { openService, operatorOf, recorder } from './lib/service.mjs';
import { within } from './lib/target.mjs';

/** Without it the next start builds anew. */
const BUILT_FROM = fileURLToPath(new URL('../dist/.built-from', import.meta.url));
const CASES = 20;
const COMMON = { unit: 's' };

/** From the command to the line that says that the service is ready; everything that it does is caught up then. */
export async function measureStart(context) {
  const rounds = [];
  for (let round = 1; round <= context.rounds; round++) {
    context.say(`two starts, round ${round} of ${context.rounds}`);
    rounds.push(await firstAndSecond());
  }
  const lost = rounds.reduce((sum, round) => sum + round.lost, 0);
  const settings = `embedded server, ${CASES} cases recorded between the two; files are in the system’s cache`;
  return [
    {
      ...COMMON,
      name: 'first start, empty directory, build included',
      ours: median(rounds.map(({ first }) => first)),
      target: within(5, 's'),
      lost,
      settings,
      limit:
        'compiling the sources, making a PostgreSQL cluster, and filling it with its tables and 91,599 areas, one after the other.',
    },
    {
      ...COMMON,
      name: 'second start',
      ours: median(rounds.map(({ second }) => second)),
      target: within(2, 's'),
      lost,
      settings,
      limit: 'loading the program’s modules, while the server starts beside it.',
    },
    ...(await onLongLog(context)),
  ];
}

async function firstAndSecond() {
  return onDirectory(async (dataDir) => {
    rmSync(BUILT_FROM, { force: true });
    const first = await timed(dataDir);
    const cases = recorder(first.service.url, await operatorOf(first.service.url), 1);
    for (let n = 0; n < CASES; n++) await cases.record();
    cases.close();
    await first.service.close();
    const second = await timed(dataDir);
    const lost = await cases.losses((text) => query(second.service.databaseUrl, text));
    await second.service.close();
    return { first: first.seconds, second: second.seconds, lost: lost + CASES - cases.count() };
  });
}

async function onLongLog({ product, settings, rounds, say, passOver }) {
  if (settings.startEvents === 0) {
    return passOver('the start with a long log takes minutes: set BENCH_START_EVENTS, e.g. to 1000000.');
  }
  return onDirectory(async (dataDir) => {
    say(`a service with ${settings.startEvents} events`);
    await fill(dataDir, product, settings.startEvents);
    const seconds = [];
    let lost = 0;
    for (let round = 1; round <= rounds; round++) {
      say(`start with a long log, round ${round} of ${rounds}`);
      const start = await timed(dataDir);
      seconds.push(start.seconds);
      const log = await openLogAt(product, start.service.databaseUrl);
      lost += await miscounted(log);
      await log.close();
      await start.service.close();
    }
    return [
      {
        ...COMMON,
        name: `start with ${settings.startEvents.toLocaleString('en')} events`,
        ours: median(seconds),
        target: within(3, 's'),
        lost,
        settings: 'embedded server, views caught up before it was stopped',
        limit:
          'loading the program’s modules, as at the second start: views go on from their checkpoints, so nothing is read that was read before.',
      },
    ];
  });
}

/** The views are fed meanwhile by the service. */
async function fill(dataDir, product, events) {
  const service = await openService(dataDir);
  const log = await openLogAt(product, service.databaseUrl);
  const shown = watched(service.databaseUrl, SHOWN, String);
  const last = [];
  await rate(50, Math.ceil(events / EVENTS_A_CASE), async (serial) => {
    last.push(await log.append(sampleCase(serial)));
  });
  await shown.reached(last.reduce((a, b) => (a > b ? a : b)));
  await shown.close();
  await log.close();
  await service.close();
}

async function onDirectory(work) {
  const dataDir = mkdtempSync(join(tmpdir(), 'kondusif-bench-'));
  try {
    return await work(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function timed(dataDir) {
  const begun = performance.now();
  const service = await openService(dataDir);
  return { service, seconds: (performance.now() - begun) / 1_000 };
}
