import { product } from './product.mjs';

/**
 * A process of its own that builds the list of cases from a log, so that its memory can be looked at. Arguments: the
 * database, how (`rebuild`: by the product; `each`: a statement an event, committed each; `together`: the same in
 * transactions of 5,000), and how many events at most. Prints `{ seconds, events, grownMb }`.
 */
const TRANSACTION = 5_000;

const [url, how, most] = process.argv.slice(2);
const parts = await product();
const database = await parts.Database.connect(url);
const logId = await parts.logIdOf(database.pool);
const wake = new parts.LogWake(url);
await wake.open();
const feed = new parts.PostgresEventFeed(database.pool, logId, wake);
const memory = watchMemory();
const start = performance.now();
const events = how === 'rebuild' ? await byProduct() : await byStatement(how === 'together', Number(most));
const seconds = (performance.now() - start) / 1_000;
console.log(JSON.stringify({ seconds, events, grownMb: memory() }));
await wake.close();
await database.close();

async function byProduct() {
  let read = 0;
  await parts.rebuild(database.pool, feed, parts.caseList, (done) => {
    read = Math.max(read, done);
  });
  return read;
}

/** Rows are kept in memory and their past is not written, which makes it faster than it would be. */
async function byStatement(together, limit) {
  const projection = { ...parts.caseList, name: 'naive', keepsPast: false };
  const client = await database.pool.connect();
  await parts.dropTables(client, projection, 'live');
  await parts.createTables(client, projection, 'live');
  const columns = [...Object.keys(projection.columns), 'since'];
  const statement = {
    name: 'upsert',
    text: `insert into naive_v1 (${columns}) select ${columns} from json_populate_record(null::naive_v1, $1::json)
      on conflict (id) do update set ${columns.map((name) => `${name} = excluded.${name}`)}`,
  };
  const rows = new Map();
  let done = 0;
  if (together) await client.query('begin');
  for await (const batch of feed.subscribe(null, { signal: new AbortController().signal, limit: 1_000 })) {
    for (const event of batch.events.filter(({ stream }) => stream.startsWith('case-'))) {
      const row = fold(projection, rows, event);
      await client.query({ ...statement, values: [JSON.stringify({ ...row, since: event.position })] });
      done++;
      if (together && done % TRANSACTION === 0) await client.query('commit; begin');
      if (done === limit) break;
    }
    if (batch.caughtUp || done === limit) break;
  }
  if (together) await client.query('commit');
  client.release();
  return done;
}

function fold({ on, upcast }, rows, event) {
  const { stream, revision, position } = event;
  const fact = { ...upcast(event), by: event.meta.actor, at: event.recordedAt.toISOString() };
  const row = on[event.type](rows.get(stream) ?? null, { ...fact, stream, revision, position });
  rows.set(stream, row);
  return row;
}

/** Answers, when called, how far the memory grew at most, in MB. */
function watchMemory() {
  globalThis.gc();
  const before = process.memoryUsage().rss;
  let most = before;
  const look = () => {
    most = Math.max(most, process.memoryUsage().rss);
  };
  const timer = setInterval(look, 20);
  return () => {
    clearInterval(timer);
    look();
    return (most - before) / 1_000_000;
  };
}
