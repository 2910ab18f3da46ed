import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openLog } from './lib/log.mjs';
import { inTurn, rateFor } from './lib/measure.mjs';
import { sampleEvent } from './lib/sample.mjs';
import { atLeast } from './lib/target.mjs';

const LANES = 20;
const HOT_STREAMS = 20;

/** Appends to a few streams, with and without a transaction that keeps its snapshot open all the while. */
export async function measureSnapshot(context) {
  const seconds = context.settings.snapshotSeconds;
  let lost = 0;
  let number = 0;
  // A database of its own each time: what one leaves behind must not slow the next.
  const onNewLog = async (work) => {
    const log = await openLog(context, `snapshot_${number++}`);
    const result = await work(log);
    lost += await log.losses();
    await log.close();
    return result;
  };
  const [ours, peer] = await inTurn(
    [
      {
        name: `appends beside a snapshot open for ${seconds} s`,
        measure: () => onNewLog((log) => besideSnapshot(log, seconds)),
      },
      { name: 'appends without one', measure: () => onNewLog((log) => append(log, seconds)) },
    ].map((candidate) => ({ ...candidate, warm: true })),
    context.rounds,
    context.say,
  );
  return [
    {
      name: `appends, ${LANES}-way, beside a snapshot open for ${seconds} s`,
      ours: ours.median,
      cores: ours.cores,
      peer: peer.median,
      peerName: 'without it, as long',
      target: atLeast(0.8),
      lost,
      settings: `${HOT_STREAMS} streams, repeatable read, a new log each time`,
      limit:
        'the round trip of one flush, as without it: no row of the log is ever updated, so an open snapshot leaves nothing behind that a flush would have to step over.',
    },
  ];
}

async function besideSnapshot(log, seconds) {
  const reader = new pg.Client({ connectionString: log.url });
  await reader.connect();
  try {
    await reader.query('begin isolation level repeatable read; select count(*) from es_event');
    return await append(log, seconds);
  } finally {
    await reader.end();
  }
}

/** Each lane has a stream of its own. */
function append(log, seconds) {
  const free = Array.from({ length: HOT_STREAMS }, () => ({
    stream: `case-${randomUUID()}`,
    expected: 'no-stream',
  }));
  return rateFor(LANES, seconds, async () => {
    const { stream, expected } = free.pop();
    await log.append({ stream, expected, events: [sampleEvent()] });
    free.push({ stream, expected: expected === 'no-stream' ? 0 : expected + 1 });
  });
}
