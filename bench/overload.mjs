import { forSeconds, median, paced, quantile, rateFor } from './lib/measure.mjs';
import { residentMb } from './lib/memory.mjs';
import { query } from './lib/peers.mjs';
import { openService, operatorOf, recorder } from './lib/service.mjs';
import { atLeast, atMost } from './lib/target.mjs';

const LANES = 20;
const TIMES = 3;
/** So that what may wait is full within seconds, however busy the machine was when it was asked what it takes. */
const LEAST = 1_500;
/** Four times what the service works on at once. */
const CONNECTIONS = 2_000;
const LOOK_MS = 50;

/** Three times what the service takes, what becomes of it, and how it is afterwards; if asked for, a long time at half. */
export async function measureOverload(context) {
  const service = await openService();
  const cases = recorder(service.url, await operatorOf(service.url), CONNECTIONS);
  const { seconds, soakSeconds } = context.settings;
  try {
    context.say('what the service takes');
    await cases.connect();
    await rateFor(LANES, seconds, cases.record);
    const most = await rateFor(LANES, seconds, cases.record);
    const perSecond = Math.max(TIMES * most, LEAST);
    const flood = await flooded(service, cases, perSecond, seconds * 2, context.say);
    context.say('after the flood');
    const after = await rateFor(LANES, seconds, cases.record);
    const soak =
      soakSeconds === 0 ? undefined : await soaked(service, cases, most / 2, soakSeconds, context.say);
    const lost = await cases.losses((text) => query(service.databaseUrl, text));
    if (soak === undefined) context.passOver('the soak at half of capacity: set BENCH_SOAK_S, e.g. to 600.');
    return [...floodRows(flood, { most, after, lost }), ...soakRows(soak, most, soakSeconds, lost)];
  } finally {
    cases.close();
    await service.close();
  }
}

async function flooded(service, cases, perSecond, seconds, say) {
  say('a flood of requests');
  const answers = [];
  const memory = watched(service.pid);
  const took = await paced(perSecond, forSeconds(seconds), async () => {
    const answer = await cases.record().catch((error) => ({ status: error.code, headers: {} }));
    answers.push({ status: answer.status, ms: answer.ms, retryAfter: answer.headers['retry-after'] });
  });
  return { answers, took, memory: memory.stop(), perSecond, seconds };
}

function floodRows({ answers, took, memory, perSecond, seconds }, { most, after, lost }) {
  const refused = answers.filter(({ status, retryAfter }) => status === 503 && retryAfter !== undefined);
  const taken = answers.filter(({ status }) => status === 201);
  const others = othersOf(
    answers.filter(({ status, retryAfter }) => status !== 201 && !(status === 503 && retryAfter)),
  );
  const settings = `${Math.round(perSecond)} requests a second, ${(perSecond / most).toFixed(1)} times what it took before, for ${seconds} s: ${taken.length} taken, ${refused.length} refused with 503 and Retry-After, ${others}; ${CONNECTIONS} open connections`;
  const limit =
    'how many are worked on at once: what is taken in waits for those before it, what is past the bound is refused before its body is read; the load shares the cores with the service.';
  return [
    {
      name: 'overload: answer to any request, p99',
      ours: quantile(took, 0.99),
      unit: 'ms',
      lost,
      settings,
      limit,
    },
    ...(refused.length === 0
      ? []
      : [
          {
            name: 'overload: answer 503 once it is sent, median',
            ours: median(refused.map(({ ms }) => ms)),
            unit: 'ms',
            lost,
            settings,
            limit,
          },
        ]),
    {
      name: 'overload: growth of the service’s memory',
      ours: memory.most - memory.before,
      unit: 'MB',
      lost,
      settings,
      limit: 'the requests that wait with their bodies and sockets; their number is bounded.',
    },
    {
      name: 'commands after the overload',
      ours: after,
      peer: most,
      peerName: 'before it',
      target: atLeast(0.9),
      lost,
      settings: `${LANES} connections`,
      limit: 'the processor, as before the flood: nothing is left of it but views that may still catch up.',
    },
  ];
}

/** E.g. `3 ECONNRESET`. */
function othersOf(answers) {
  const counts = new Map();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${status}`).join(', ') || 'none otherwise';
}

/** Slices of the time, so that its end can be laid beside its beginning. */
async function soaked(service, cases, perSecond, seconds, say) {
  const slices = [];
  for (let slice = 0; slice < 10; slice++) {
    say(`half of capacity, ${slice} of 10`);
    const took = await paced(perSecond, forSeconds(seconds / 10), cases.record);
    slices.push({ p99: quantile(took, 0.99), memory: residentMb(service.pid) });
  }
  // The first tenth warms up.
  return { first: slices[1], last: slices[9] };
}

function soakRows(soak, most, seconds, lost) {
  if (soak === undefined) return [];
  const settings = `${Math.round(most / 2)} cases a second for ${seconds} s; the last tenth beside the second`;
  const common = { peerName: 'at its beginning', lost, settings };
  return [
    {
      ...common,
      name: 'soak: request, p99',
      ours: soak.last.p99,
      unit: 'ms',
      peer: soak.first.p99,
      target: atMost(1.5),
      limit: 'the cores; indexes that grow cost the views a little more each hour.',
    },
    {
      ...common,
      name: 'soak: memory of the service',
      ours: soak.last.memory,
      unit: 'MB',
      peer: soak.first.memory,
      target: atMost(1.2),
      limit: 'caches and queues with bounds.',
    },
  ];
}

function watched(pid) {
  const before = residentMb(pid);
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, residentMb(pid));
  }, LOOK_MS);
  return {
    stop() {
      clearInterval(timer);
      return { before, most };
    },
  };
}
