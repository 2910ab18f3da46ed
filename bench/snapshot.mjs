import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openLog } from './lib/log.mjs';
import { alternate, rate } from './lib/measure.mjs';
import { sampleEvent } from './lib/sample.mjs';

const LANES = 20;
const COUNT = 10_000;
const HOT_STREAMS = 20;

/** Appends to a few streams, with and without a transaction that keeps its snapshot open all the while. */
export async function measureSnapshot(context) {
  const log = await openLog(context, 'snapshot');
  const ends = new Map();
  const appends = () =>
    rate(LANES, COUNT, async () => {
      const lane = freeLane(ends);
      const expected = ends.get(lane).revision;
      await log.append({ stream: lane, expected, events: [sampleEvent()] });
      ends.set(lane, { revision: expected === 'no-stream' ? 0 : expected + 1, busy: false });
    });
  const reader = new pg.Client({ connectionString: log.url });
  await reader.connect();
  const beside = async () => {
    await reader.query('begin isolation level repeatable read; select count(*) from es_event');
    const result = await appends();
    await reader.query('commit');
    return result;
  };
  const candidates = [
    { name: 'appends beside an open snapshot', measure: beside },
    { name: 'appends without one', measure: appends },
  ];
  const [ours, peer] = await alternate(candidates, context.rounds, context.say);
  const lost = await log.losses();
  await reader.end();
  await log.close();
  const settings = `${COUNT} events × ${context.rounds} on ${HOT_STREAMS} streams`;
  const name = `appends, ${LANES}-way, beside an open snapshot`;
  return [{ name, ours, peer, peerName: 'without it', target: 0.8, lost, settings }];
}

/** A stream that no other lane is writing to. */
function freeLane(ends) {
  for (const [stream, end] of ends) {
    if (end.busy) continue;
    ends.set(stream, { ...end, busy: true });
    return stream;
  }
  const stream = `case-${randomUUID()}`;
  ends.set(stream, { revision: 'no-stream', busy: true });
  return stream;
}
