import { randomUUID } from 'node:crypto';
import { inTurn, rate } from './lib/measure.mjs';
import { sampleEvent } from './lib/sample.mjs';
import { atLeast } from './lib/target.mjs';

const COUNT = 5_000;
/** The log's times are not asked for here, so no marks of them are kept. */
const NO_MARKS = { load: async () => [], save: async () => undefined, forgetFrom: async () => undefined };

/** Appends through our adapter beside the vendor's client, on the server that `BENCH_ESDB` names. */
export async function measureEventStoreDb(context) {
  const { product, settings, passOver } = context;
  if (settings.eventStoreDb === undefined) return passOver('BENCH_ESDB names no server.');
  if (product.eventStoreDb === undefined) return passOver('this build has no adapter for EventStoreDB.');
  const { EventStoreDBClient, jsonEvent } = await import('@eventstore/db-client');
  const { openEventStoreDb } = await product.eventStoreDb();
  const adapter = await openEventStoreDb(settings.eventStoreDb, NO_MARKS);
  const raw = EventStoreDBClient.connectionString(settings.eventStoreDb);
  try {
    const rows = [];
    const server = await versionAt(settings.eventStoreDb);
    for (const lanes of [1, 32, 64]) {
      const row = await appends(context, lanes, adapter.store, raw, jsonEvent);
      rows.push({ ...row, settings: `${row.settings}, ${server}` });
    }
    return rows;
  } finally {
    await adapter.close();
    await raw.dispose();
  }
}

async function appends({ rounds, say }, lanes, store, raw, jsonEvent) {
  const mine = { prefix: `bench-${randomUUID()}`, acknowledged: new Set() };
  const its = { prefix: `bench-${randomUUID()}`, acknowledged: new Set() };
  const count = lanes === 1 ? COUNT / 5 : COUNT;
  const candidate = (name, owner, append) => ({
    name: `${name}, ${lanes}-way`,
    measure: () =>
      rate(lanes, count, async () => {
        const stream = `${owner.prefix}.${randomUUID()}`;
        await append(stream, sampleEvent());
        owner.acknowledged.add(stream);
      }),
  });
  const [ours, peer] = await inTurn(
    [
      candidate('our adapter', mine, async (stream, event) => {
        const { outcome } = await store.append({ stream, expected: 'no-stream', events: [event] });
        if (outcome !== 'appended') throw new Error(`An append was answered with ${outcome}.`);
      }),
      candidate('the raw client', its, (stream, { id, type, data, meta }) => {
        const event = jsonEvent({ id, type, data, metadata: meta });
        return raw.appendToStream(stream, event, { expectedRevision: 'no_stream' });
      }),
    ],
    rounds,
    say,
  );
  say('reading the log');
  const times = await timesOf(raw, [mine.prefix, its.prefix]);
  return {
    name: `appends to EventStoreDB, ${lanes}-way`,
    ours: ours.median,
    cores: ours.cores,
    peer: peer.median,
    peerName: 'the vendor’s client',
    target: lanes === 1 ? undefined : atLeast(0.85),
    lost: lossesOf(mine, times),
    peerLost: lossesOf(its, times),
    settings: `${count} events a round to streams of their own, one client each, the same server`,
    limit:
      'the server; on top of the raw client ours waits until it has read its event back, which tells an append from a repeated one and gives the time.',
  };
}

/** What the server says of itself, where it speaks without encryption. */
async function versionAt(address) {
  const { host } = new URL(address);
  const info = await fetch(`http://${host}/info`).then(
    (answer) => answer.json(),
    () => undefined,
  );
  return info?.esVersion === undefined
    ? 'of a version that it does not tell'
    : `EventStoreDB ${info.esVersion}`;
}

async function timesOf(raw, prefixes) {
  const times = new Map();
  for await (const { event } of raw.readAll()) {
    const stream = event?.streamId ?? '';
    if (prefixes.some((prefix) => stream.startsWith(prefix))) times.set(stream, (times.get(stream) ?? 0) + 1);
  }
  return times;
}

function lossesOf({ prefix, acknowledged }, times) {
  const lost = [...acknowledged].filter((stream) => !times.has(stream)).length;
  return lost + [...times].filter(([stream, count]) => stream.startsWith(prefix) && count > 1).length;
}
