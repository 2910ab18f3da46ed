import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { EVENTS_A_CASE, sampleCase, sizeOfCaseEvent } from './lib/cases.mjs';
import { jsonOf } from './lib/child.mjs';
import { openLog } from './lib/log.mjs';
import { forSeconds, inTurn, median, paced, quantile, rate, rateFor } from './lib/measure.mjs';
import { sampleEvent } from './lib/sample.mjs';
import { atLeast, atMost, within } from './lib/target.mjs';

const BUILD = fileURLToPath(new URL('./lib/build-view.mjs', import.meta.url));
const LANES = 20;
/** A statement an event takes long; a part of the log tells its rate. */
const NAIVE_EVENTS = 10_000;

/** The list of cases built again from a whole log, its memory, and what appends notice of it. */
export async function measureRebuild(context) {
  const log = await openLog(context, 'rebuild');
  await fill(log, context);
  const rows = [...(await building(context, log)), await besideAppends(context, log)];
  await log.close();
  return rows;
}

async function fill(log, { settings, say }) {
  say(`a log of ${settings.events} events`);
  await rate(100, Math.ceil(settings.events / EVENTS_A_CASE), (serial) => log.append(sampleCase(serial)));
}

async function building({ product, rounds, say }, log) {
  const built = (how) => () => jsonOf(BUILD, [log.url, how, String(NAIVE_EVENTS)]);
  const [ours, each, together] = await inTurn(
    [
      { name: 'rebuild', measure: built('rebuild'), warm: true },
      { name: 'a statement an event', measure: built('each'), warm: true },
      { name: 'a statement an event, committed together', measure: built('together'), warm: true },
    ],
    rounds,
    say,
  );
  const feed = await log.openFeed();
  say('comparing the view with the log');
  const differences = await product.verify(log.pool, feed, product.caseList);
  const missing = (run) => run.results.reduce((sum, result) => sum + result.missing, 0);
  const lost = differences.length + missing(ours) + (await log.losses());
  const { events } = ours.results[0];
  const rateOf = ({ results }) => median(results.map((result) => result.events / result.seconds));
  const common = {
    name: `rebuild of the list of cases from ${events.toLocaleString('en')} events`,
    cores: ours.cores,
    lost,
  };
  const settings = `events of ${sizeOfCaseEvent()} bytes, ${EVENTS_A_CASE} a case; both fold alike and write each row with its past, the other over ${NAIVE_EVENTS} events with its rows kept in memory`;
  const limit =
    'the server’s processor: rows and their past are written with eight indexes, one of them trigrams; the fold itself takes a fraction.';
  return [
    {
      ...common,
      ours: rateOf(ours),
      peer: rateOf(each),
      peerName: 'a statement an event, committed each',
      peerLost: missing(each),
      target: atLeast(10),
      settings,
      limit,
    },
    {
      ...common,
      ours: rateOf(ours),
      peer: rateOf(together),
      peerName: 'a statement an event, committed by 5,000',
      peerLost: missing(together),
      settings,
      limit,
    },
    {
      name: `growth of memory in a rebuild from ${events.toLocaleString('en')} events`,
      ours: median(ours.results.map(({ grownMb }) => grownMb)),
      unit: 'MB',
      target: within(100, 'MB'),
      lost,
      settings: 'the most of the resident set of a process that does nothing else, over what it had before',
      limit:
        'a batch of 1,000 events with its rows, and the collector’s leisure: nothing is kept from one batch to the next.',
    },
  ];
}

/** Appends at a quarter of what the log takes, with and without a rebuild in another process. */
async function besideAppends({ rounds, say, settings }, log) {
  const probe = () =>
    log.append({ stream: `probe-${randomUUID()}`, expected: 'no-stream', events: [sampleEvent()] });
  say('most appends a second');
  await rateFor(LANES, 1, probe);
  const most = await rateFor(LANES, settings.seconds, probe);
  const p99 = async (goesOn) => quantile(await paced(most / 4, goesOn, probe), 0.99);
  const [ours, peer] = await inTurn(
    [
      { name: 'appends beside a rebuild', measure: () => whileRebuilding(log, p99), warm: true },
      { name: 'appends without one', measure: () => p99(forSeconds(settings.seconds)), warm: true },
    ],
    rounds,
    say,
  );
  return {
    name: 'append, p99, at a quarter of the most, beside a rebuild',
    ours: ours.median,
    unit: 'ms',
    cores: ours.cores,
    peer: peer.median,
    peerName: 'without it',
    target: atMost(2),
    lost: await log.losses(),
    settings: `${Math.round(most / 4)} appends a second, each timed from when it was due; the rebuild in a process of its own`,
    limit:
      'the cores: the rebuild and its part of the server keep both busy, and an append waits for its turn.',
  };
}

async function whileRebuilding(log, p99) {
  let goesOn = true;
  const rebuilt = jsonOf(BUILD, [log.url, 'rebuild']).finally(() => {
    goesOn = false;
  });
  const result = await p99(() => goesOn);
  await rebuilt;
  return result;
}
