import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { caseDueAt } from './lib/cases.mjs';
import { watched } from './lib/live-view.mjs';
import { openLogAt } from './lib/log.mjs';
import { forSeconds, paced, quantile, rate } from './lib/measure.mjs';
import { query } from './lib/peers.mjs';
import { openService, operatorOf, recorder } from './lib/service.mjs';
import { atMost, within } from './lib/target.mjs';

const COMMANDS_A_SECOND = 50;
const CONNECTIONS = 50;
const LOOK_MS = 200;
const PATIENCE_S = 600;
/** Time to start the service, and to record each case, before the clocks run out. */
const RUN_UP_MS = 30_000;
const RUN_UP_A_CASE_MS = 2;
const SHOWN = "select position from projection_checkpoint where name = 'case_board' and build = 'live'";
const EARLY = "select count(*)::int as early from es_event where type = 'EscalationRaised'";
const LIMIT =
  'the processor: each firing is a command of its own, read, decided and appended like those of people, and the views follow it on the same cores.';

/** A service that was away: at its start every case is overdue. They are raised beside people who go on working. */
export async function measureTimers(context) {
  const dataDir = mkdtempSync(join(tmpdir(), 'kondusif-bench-'));
  try {
    const ids = await prepared(context, dataDir);
    return await fired(context, dataDir, ids);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Cases with clocks that all run out after the service was stopped. */
async function prepared({ product, settings, say }, dataDir) {
  say(`${settings.timers} cases whose clocks run out soon`);
  const dueAt = Date.now() + RUN_UP_MS + settings.timers * RUN_UP_A_CASE_MS;
  const service = await openService(dataDir);
  const log = await openLogAt(product, service.databaseUrl);
  const shown = watched(service.databaseUrl, SHOWN, String);
  const ids = [];
  const ends = [];
  await rate(50, settings.timers, async (serial) => {
    const id = randomUUID();
    ends.push(await log.append(caseDueAt(id, serial, dueAt)));
    ids.push(id);
  });
  await shown.reached(ends.reduce((one, other) => (one > other ? one : other)));
  await shown.close();
  const [{ early }] = await query(service.databaseUrl, EARLY);
  await log.close();
  await service.close();
  if (early > 0 || Date.now() > dueAt) throw new Error('The cases were due before all of them were there.');
  await sleep(dueAt - Date.now());
  return ids;
}

async function fired({ say }, dataDir, ids) {
  say('firing, beside people who record cases');
  let seconds;
  const firing = await besidePeople(dataDir, ids, async (service, record) => {
    let fires = true;
    const ended = untilFired(service.databaseUrl, ids.length, service.begun).finally(() => {
      fires = false;
    });
    const took = await paced(COMMANDS_A_SECOND, () => fires, record);
    seconds = await ended;
    return took;
  });
  say('the same people as long after another start, when nothing is due');
  const usual = await besidePeople(dataDir, ids, (_, record) =>
    paced(COMMANDS_A_SECOND, forSeconds(firing.took.length / COMMANDS_A_SECOND), record),
  );
  const lost = firing.lost.missing + firing.lost.doubled + firing.lostCases + usual.lostCases;
  const all = { lost, limit: LIMIT };
  const setting = `${COMMANDS_A_SECOND} cases recorded a second meanwhile; ${firing.lost.missing} timers lost, ${firing.lost.doubled} doubled, ${firing.lostCases} cases lost`;
  return [
    {
      ...all,
      name: `fire ${ids.length.toLocaleString('en')} overdue timers`,
      ours: seconds,
      unit: 's',
      target: within(120, 's'),
      settings: `from the start of the process, which was ready after ${firing.readyAfter.toFixed(1)} s; ${setting}`,
    },
    {
      ...all,
      name: 'record a case over HTTP while timers fire, p99',
      ours: quantile(firing.took, 0.99),
      unit: 'ms',
      peer: quantile(usual.took, 0.99),
      peerName: 'when nothing is due',
      target: atMost(2),
      settings: `both from the start of a process on, for ${seconds.toFixed(0)} s; medians ${quantile(firing.took, 0.5).toFixed(0)} and ${quantile(usual.took, 0.5).toFixed(0)} ms; ${setting}`,
    },
  ];
}

/** Starts the service, has people record cases as `course` says, and counts what was lost of these and of the timers. */
async function besidePeople(dataDir, ids, course) {
  const begun = performance.now();
  const service = await openService(dataDir);
  const readyAfter = (performance.now() - begun) / 1_000;
  const headers = await operatorOf(service.url, `ukur${begun.toFixed(0)}`);
  const cases = recorder(service.url, headers, CONNECTIONS);
  try {
    await cases.connect();
    const took = await course({ ...service, begun }, cases.record);
    const lost = await losses(service.databaseUrl, ids);
    const lostCases = await cases.losses((text) => query(service.databaseUrl, text));
    return { took, readyAfter, lost, lostCases };
  } finally {
    cases.close();
    await service.close();
  }
}

/** Seconds from the beginning until every timer is answered. Each look reads what is new: all of the log would take long. */
async function untilFired(url, count, begun) {
  let raised = 0;
  let seen = 0;
  for (const inTime = forSeconds(PATIENCE_S); inTime(); await sleep(LOOK_MS)) {
    const [fresh] = await query(
      url,
      `select count(*) filter (where type = 'EscalationRaised')::int as raised, coalesce(max(pos), ${seen})::int as seen
       from es_event where pos > ${seen}`,
    );
    raised += fresh.raised;
    seen = fresh.seen;
    if (raised >= count) return (performance.now() - begun) / 1_000;
  }
  throw new Error(`Not every timer was fired within ${PATIENCE_S} s.`);
}

/** Cases that were not raised, and those that were raised more than once. */
async function losses(url, ids) {
  const rows = await query(
    url,
    `select substr(stream, 6) as id, count(*)::int as times from es_event where type = 'EscalationRaised' group by 1`,
  );
  const times = new Map(rows.map((row) => [row.id, row.times]));
  return {
    missing: ids.filter((id) => !times.has(id)).length,
    doubled: ids.filter((id) => (times.get(id) ?? 0) > 1).length,
  };
}
