import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openLog } from './lib/log.mjs';
import { inTurn, rate } from './lib/measure.mjs';
import { openCastore, openEmmett } from './lib/peers.mjs';
import { sampleEvent } from './lib/sample.mjs';
import { atLeast } from './lib/target.mjs';

const COUNT = 10_000;
/** Emmett takes longer for as many. */
const EMMETT_COUNT = 4_000;

/** The barest table that holds the same event, and one with the constraints that an event log needs. */
const TABLES = `
  create table bare (
    id uuid primary key, stream text not null, rev integer not null, type text not null,
    data text not null, meta text not null, at timestamptz not null default now()
  );
  create table guarded (
    pos bigint generated always as identity primary key,
    id uuid not null unique, stream text not null, rev integer not null, type text not null,
    data text not null, meta text not null, at timestamptz not null default now(), unique (stream, rev)
  );`;

/** Targets hold for 20 callers. */
const BESIDE = [
  { name: 'single-row insert, one index', least: 1.5 },
  { name: 'single-row insert, the log’s constraints' },
  { name: 'castore', least: 2 },
  { name: 'emmett', least: 4 },
];
const LIMIT = {
  20: 'the round trip of one flush: with 20 callers a flush holds at most 20 events, and each waits for one write of the disk’s journal.',
  100: 'the processor: encoding in this process and the checks of `es_append` in the server share the cores, the disk’s journal is written once for up to 200 events.',
};

/** Appends of one event to a new stream each: ours, plain inserts, and the event stores that a TypeScript team would pick. */
export async function measureAppends(context) {
  const rows = [];
  for (const lanes of [20, 100]) rows.push(...(await appendsFrom(context, lanes)));
  return rows;
}

async function appendsFrom(context, lanes) {
  const log = await openLog(context, `appends_${lanes}`);
  const plain = new pg.Pool({ connectionString: log.url, max: lanes });
  // Its connections may still be closing when the server stops.
  plain.on('error', () => undefined);
  await plain.query(TABLES);
  const castore = await openCastore(context, `castore_${lanes}`);
  const emmett = await openEmmett(context, `emmett_${lanes}`, lanes);
  const candidate = (name, work, count = COUNT) => ({ name, measure: () => rate(lanes, count, work) });
  const [ours, ...peers] = await inTurn(
    [
      candidate(`appends, ${lanes}-way`, () => log.append(newStream())),
      candidate(`insert into bare, ${lanes}-way`, () => plain.query(insert('bare'))),
      candidate(`insert into guarded, ${lanes}-way`, () => plain.query(insert('guarded'))),
      candidate(`castore, ${lanes}-way`, () => castore.appendSample()),
      candidate(`emmett, ${lanes}-way`, () => emmett.appendSample(), EMMETT_COUNT),
    ],
    context.rounds,
    context.say,
  );
  const lost = await log.losses();
  const peerLosts = [undefined, undefined, await castore.losses(), await emmett.losses()];
  const settings = `${COUNT} events a round (emmett ${EMMETT_COUNT}); connections: ours ${log.poolSize}, castore 10, the others ${lanes}`;
  for (const open of [castore, emmett, log]) await open.close();
  await plain.end();
  return BESIDE.map(({ name, least }, index) => ({
    name: `appends to distinct streams, ${lanes}-way`,
    ours: ours.median,
    cores: ours.cores,
    peerName: name,
    peer: peers[index].median,
    target: lanes === 20 && least !== undefined ? atLeast(least) : undefined,
    lost,
    peerLost: peerLosts[index],
    settings,
    limit: LIMIT[lanes],
  }));
}

function newStream() {
  return { stream: `case-${randomUUID()}`, expected: 'no-stream', events: [sampleEvent()] };
}

function insert(table) {
  const { id, type, data, meta } = sampleEvent();
  return {
    name: table,
    text: `insert into ${table} (id, stream, rev, type, data, meta) values ($1, $2, 0, $3, $4, $5)`,
    values: [id, `case-${randomUUID()}`, type, JSON.stringify(data), JSON.stringify(meta)],
  };
}
