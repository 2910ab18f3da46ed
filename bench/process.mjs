import { setTimeout as sleep } from 'node:timers/promises';
import { EVENTS_A_CASE, mixedCase } from './lib/cases.mjs';
import { openLog } from './lib/log.mjs';
import { forSeconds, rate } from './lib/measure.mjs';
import { query } from './lib/peers.mjs';
import { openService } from './lib/service.mjs';
import { floor } from './lib/target.mjs';

const LANES = 50;
const LOOK_MS = 100;
const PATIENCE_S = 600;

/** A log that was there before the process: how many of its events a second are followed, to the clusters in it. */
export async function measureProcess(context) {
  const { settings, say } = context;
  const log = await openLog(context, 'process');
  const cases = Math.round(settings.processEvents / EVENTS_A_CASE);
  say(`a log of ${cases * EVENTS_A_CASE} events`);
  let last = '';
  await rate(LANES, cases, async (serial) => {
    const position = await log.append(mixedCase(serial));
    if (position > last) last = position;
  });
  say('the process, from the first event to the last');
  const begun = performance.now();
  const service = await openService(undefined, { DATABASE_URL: log.url });
  try {
    const readyAfter = (performance.now() - begun) / 1_000;
    await untilFollowed(log.url, last);
    const seconds = (performance.now() - begun) / 1_000;
    const [{ clusters, members }] = await query(
      log.url,
      'select count(*)::int as clusters, coalesce(sum(cardinality(member_ids)), 0)::int as members from cluster_v1',
    );
    return [
      {
        name: 'events followed by all views and evaluated for clusters',
        ours: (cases * EVENTS_A_CASE) / seconds,
        target: floor(5_000, '/s'),
        lost: await doubled(log.url),
        settings: `${cases * EVENTS_A_CASE} events of ${cases} cases, a fifth of them quarrels; from the start of the process, ready after ${readyAfter.toFixed(1)} s; ${clusters} clusters of ${members} cases found`,
        limit:
          'the processor: every view of the service reads the same log on these cores, and a quarrel is compared with its neighbours one after the other.',
      },
    ];
  } finally {
    await service.close();
    await log.close();
  }
}

/** The process has seen every change of a case that its view will ever show. */
async function untilFollowed(url, last) {
  for (const inTime = forSeconds(PATIENCE_S); inTime(); await sleep(LOOK_MS)) {
    const [{ views, process }] = await query(
      url,
      `select (select min(position) from projection_checkpoint where name in ('case_list', 'case_board', 'cluster_candidate')
                 and build = 'live') as views,
              (select position >= (select max(since) from cluster_candidate_v1) from process_checkpoint
               where name = 'clusters') as process`,
    );
    if (views >= last && process) return;
  }
  throw new Error(`The log was not followed within ${PATIENCE_S} s.`);
}

/** Cases that stand twice in clusters of one rule that go on. */
async function doubled(url) {
  const [row] = await query(
    url,
    `select count(*)::int as doubled from (
       select rule, unnest(member_ids) as id from cluster_v1 where ended is null group by 1, 2 having count(*) > 1) twice`,
  );
  return row.doubled;
}
