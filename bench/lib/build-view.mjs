import { caseListTable, product } from './product.mjs';

/**
 * A process of its own that builds the list of cases from a log, so that its memory can be looked at. Arguments: the
 * database, how (`rebuild`: by the product; `each`: a statement an event, committed each; `together`: the same in
 * transactions of 5,000), and how many events at most. Prints `{ seconds, events, missing, grownMb }`;
 * `missing`: events that stand neither in a present row nor in a past one.
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
const grownMb = memory();
console.log(JSON.stringify({ seconds, events, missing: await missing(), grownMb }));
await wake.close();
await database.close();

async function byProduct() {
  let read = 0;
  await parts.rebuild(database.pool, feed, parts.caseList, (done) => {
    read = Math.max(read, done);
  });
  return read;
}

/** Every event of a case changes its row. */
async function missing() {
  const table = how === 'rebuild' ? await caseListTable() : 'naive_v1';
  const { rows } = await database.pool.query(
    `select (select count(*) from ${table}) + (select count(*) from ${table}_past) as written`,
  );
  const cases = how === 'rebuild' ? await casesEvents() : events;
  return Math.abs(cases - rows[0].written);
}

async function casesEvents() {
  const { rows } = await database.pool.query("select count(*) from es_event where stream like 'case-%'");
  return rows[0].count;
}

/** The same tables. Rows are kept in memory, so that nothing has to be read: slower ways are as common. */
async function byStatement(together, limit) {
  const projection = { ...parts.caseList, name: 'naive', version: 1 };
  const client = await database.pool.connect();
  await parts.dropTables(client, projection, 'live');
  await parts.createTables(client, projection, 'live');
  const statement = { name: 'upsert', text: upsert([...Object.keys(projection.columns), 'since']) };
  const rows = new Map();
  let done = 0;
  if (together) await client.query('begin');
  for await (const batch of feed.subscribe(null, { signal: new AbortController().signal, limit: 1_000 })) {
    for (const event of batch.events.filter(({ stream }) => stream.startsWith('case-'))) {
      await client.query({ ...statement, values: step(projection, rows, event) });
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

/** One statement: the row takes the place of the one before, which goes to the past. */
function upsert(columns) {
  return `with past as (
      insert into naive_v1_past (${columns}, until)
      select ${columns}, until from json_populate_record(null::naive_v1_past, $2::json) where $2::json is not null
    )
    insert into naive_v1 (${columns}) select ${columns} from json_populate_record(null::naive_v1, $1::json)
    on conflict (id) do update set ${columns.map((name) => `${name} = excluded.${name}`)}`;
}

/** Folds an event; answers the row and, where there was one before, that one with where it ends. */
function step({ on, upcast }, rows, event) {
  const { stream, revision, position } = event;
  const before = rows.get(stream);
  const fact = { ...upcast(event), by: event.meta.actor, at: event.recordedAt.toISOString() };
  const row = on[event.type](before ?? null, { ...fact, stream, revision, position });
  rows.set(stream, { ...row, since: position });
  const past = before && JSON.stringify({ ...before, until: position });
  return [JSON.stringify(rows.get(stream)), past];
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
