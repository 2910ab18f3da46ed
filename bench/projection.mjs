import { EVENTS_A_CASE, sampleCase, sizeOfCaseEvent } from './lib/cases.mjs';
import { openEmmettView, openOurView, SHOWN, watched } from './lib/live-view.mjs';
import { forSeconds, inTurn, paced, quantile, rate, rateFor } from './lib/measure.mjs';
import { query } from './lib/peers.mjs';
import { openService, operatorOf, recorder } from './lib/service.mjs';
import { atLeast, within } from './lib/target.mjs';

const LANES = 20;
/** More than can be under way at half of what the service takes. */
const CONNECTIONS = 200;
/** Emmett is given fewer: it shows some hundreds of events a second. */
const CASES = 5_000;
const EMMETT_CASES = 800;

/** How far the board has come. */
const ON_BOARD = "select position from projection_checkpoint where name = 'case_board' and build = 'live'";

/** Recording a case stores its report and the level that it starts on. */
const EVENTS_A_COMMAND = 2;

/** The list of cases fed live: how many events a second are appended and shown, and how long one takes to be seen. */
export async function measureProjection(context) {
  const half = await halfOfHttp(context);
  const ours = await openOurView(context, 'our_view');
  const emmett = await openEmmettView(context, 'emmett_view');
  const seconds = context.settings.seconds;
  const rates = await inTurn(
    [
      { name: 'events to the view', measure: () => shownRate(ours, CASES) },
      { name: 'events to emmett’s view', measure: () => shownRate(emmett, EMMETT_CASES) },
    ],
    context.rounds,
    context.say,
  );
  const delays = await inTurn(
    [
      { name: 'delay of the view', measure: () => delay(ours, half.commands, seconds), warm: true },
      { name: 'delay of emmett’s view', measure: () => delay(emmett, half.commands, seconds), warm: true },
    ],
    context.rounds,
    context.say,
  );
  const [lost, peerLost] = [await ours.losses(), await emmett.losses()];
  await ours.close();
  await emmett.close();
  const both = { peerName: 'emmett, consumer and document projection at their defaults', lost, peerLost };
  const size = `events of ${sizeOfCaseEvent()} bytes, ${EVENTS_A_CASE} a case`;
  return [
    {
      ...both,
      name: `events appended and shown, ${LANES}-way`,
      ours: rates[0].median,
      cores: rates[0].cores,
      peer: rates[1].median,
      target: atLeast(15),
      settings: `${CASES} cases a round (emmett ${EMMETT_CASES}), ${size}; checkpoint and rows in one transaction on both sides, of which ours does not wait for the disk, since the log did`,
      limit:
        'the processor: appending, folding, and writing rows with their past and eight indexes share the cores; its peer reads 100 events, waits 50 ms and writes a document an event.',
    },
    {
      ...both,
      name: 'append → visible, p99, in one process',
      ours: delays[0].median,
      cores: delays[0].cores,
      unit: 'ms',
      peer: delays[1].median,
      target: within(250, 'ms'),
      settings: `${half.commands} new cases of ${EVENTS_A_COMMAND} events a second for ${seconds} s, seen by a look every 5 ms`,
      limit:
        'the runner’s breath of 20 to 100 ms between two batches and one transaction; its peer waits up to a second on an idle log and falls behind at this rate.',
    },
    ...half.rows,
  ];
}

/** Appends cases as fast as the log takes them; answers events a second until all that will ever be shown is shown. */
async function shownRate(view, cases) {
  const start = performance.now();
  const appended = [];
  await rate(LANES, cases, async (serial) => {
    appended.push(await view.append(sampleCase(serial)));
  });
  const last = appended.reduce((a, b) => (a > b ? a : b));
  const end = await view.shown.reached(last);
  return (cases * EVENTS_A_CASE * 1_000) / (end - start);
}

async function delay(view, perSecond, seconds) {
  let serial = 0;
  const took = await paced(perSecond, forSeconds(seconds), async () => {
    await view.shown.reached(await view.append(sampleCase(serial++, EVENTS_A_COMMAND)));
  });
  return quantile(took, 0.99);
}

/** The service itself at half of what it takes: how long after its request a case stands in the list and on the board. */
async function halfOfHttp({ settings, rounds, say }) {
  const service = await openService();
  const views = [
    { name: 'request → visible over HTTP, p99', shown: watched(service.databaseUrl, SHOWN, String) },
    {
      name: 'request → visible on the board over HTTP, p99',
      shown: watched(service.databaseUrl, ON_BOARD, String),
    },
  ];
  const cases = recorder(service.url, await operatorOf(service.url), CONNECTIONS);
  const recorded = async () => {
    const { status, headers } = await cases.record();
    if (status !== 201) throw new Error(`A case was answered with ${status}.`);
    return headers['kondusif-position'];
  };
  try {
    say('most commands a second over HTTP');
    await rateFor(LANES, 1, recorded);
    const most = await rateFor(LANES, settings.seconds, recorded);
    const delayOf = async ({ shown }) => {
      const toView = async () => shown.reached(await recorded());
      return quantile(await paced(most / 2, forSeconds(settings.seconds), toView), 0.99);
    };
    const candidates = views.map((view) => ({ name: view.name, measure: () => delayOf(view), warm: true }));
    const delays = await inTurn(candidates, rounds, say);
    const lost = await cases.losses((text) => query(service.databaseUrl, text));
    const rows = views.map(({ name }, index) => ({
      name,
      ours: delays[index].median,
      cores: delays[index].cores,
      unit: 'ms',
      target: within(250, 'ms'),
      lost,
      settings: `half of the ${Math.round(most)} commands a second that it took from ${LANES} connections; service, its server and the load on the same cores`,
      limit:
        'the cores: the load, requests, decisions, appends and every view of the service take turns on them, beside the runner’s breath of 20 to 100 ms.',
    }));
    return { commands: Math.round(most / 2), rows };
  } finally {
    for (const { shown } of views) await shown.close();
    cases.close();
    await service.close();
  }
}
