import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openLog } from './lib/log.mjs';
import { alternate, rate } from './lib/measure.mjs';
import { sampleEvent, sizeOf } from './lib/sample.mjs';

const COUNT = 10_000;

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

/** Appends to streams of their own, beside one autocommit insert an event through the driver's pool. */
export async function measureAppends(context) {
  const rows = [];
  for (const lanes of [20, 100]) rows.push(...(await appendsFrom(context, lanes)));
  return rows;
}

async function appendsFrom(context, lanes) {
  const log = await openLog(context, `appends_${lanes}`);
  const pool = new pg.Pool({ connectionString: log.url, max: lanes });
  // Its connections may still be closing when the server stops.
  pool.on('error', () => undefined);
  await pool.query(TABLES);
  const candidates = [
    { name: `appends, ${lanes}-way`, measure: () => rate(lanes, COUNT, () => log.append(newStream())) },
    ...['bare', 'guarded'].map((table) => ({
      name: `insert into ${table}, ${lanes}-way`,
      measure: () => rate(lanes, COUNT, () => pool.query(insert(table))),
    })),
  ];
  const [ours, bare, guarded] = await alternate(candidates, context.rounds, context.say);
  const lost = await log.losses();
  const settings = `${COUNT} events of ${sizeOf(sampleEvent())} bytes × ${context.rounds}, pool ${log.poolSize} and ${lanes}`;
  const row = { name: `appends to distinct streams, ${lanes}-way`, ours, lost, settings };
  await pool.end();
  await log.close();
  return [
    { ...row, peerName: 'single-row insert, one index', peer: bare, target: lanes === 20 ? 1.5 : undefined },
    { ...row, peerName: 'single-row insert, the log’s constraints', peer: guarded },
  ];
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
