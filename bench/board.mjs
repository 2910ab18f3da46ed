import { fillBoard } from './lib/board-view.mjs';
import { quantile } from './lib/measure.mjs';
import { product } from './lib/product.mjs';
import { within } from './lib/target.mjs';

const PROVINCE = '33';
const WARM_UP = 20;
const CALLS = 300;
const LIMIT =
  'some ten statements a board, each of look-ups in an index: the round trips, and the processor for the rows of the answer.';

/** The board of a province and of the country over many cases, live and at instants of the past. */
export async function measureBoard({ server, settings, say }) {
  const parts = await product();
  const url = await server.createDatabase('board');
  const database = await parts.Database.connect(url);
  try {
    await database.migrate();
    const areas = await parts.AreaRegister.load(database.dataSource, new parts.HealthChecks());
    const logId = await parts.logIdOf(database.pool);
    const client = await database.pool.connect();
    for (const view of parts.PROJECTIONS) await parts.createTables(client, view, 'live');
    client.release();
    const now = Date.now();
    const points = await fillBoard(database, logId, settings.boardCases, now, say);
    const boards = boardsOf(parts, database, logId, areas);
    const lost = await differences(parts, database, boards, points);
    return await measured(parts, database, boards, points, lost, say);
  } finally {
    await database.close();
    await server.dropDatabase('board');
  }
}

/** The query as the service composes it. */
function boardsOf(parts, database, logId, areas) {
  const { dataSource, pool } = database;
  const store = new parts.PostgresEventStore(pool, logId);
  const feed = new parts.PostgresEventFeed(pool, logId, { wait: async () => undefined });
  const clock = new parts.SystemClock();
  const clusters = new parts.ClustersAtQuery(dataSource);
  const sight = new parts.DirectionSight(dataSource, { areasOf: async () => [] }, feed, {}, clock);
  const signs = new parts.BoardSigns(
    { execute: (query) => clusters.execute(query) },
    new parts.LastNihils(dataSource),
    new parts.OpenDirections(dataSource, sight),
  );
  const names = new parts.BoardNames(areas, new parts.TaxonomyRegister());
  const policies = new parts.EscalationPolicies(store, feed);
  const query = new parts.GetBoardQuery(
    dataSource,
    names,
    policies,
    new parts.BoardPoints(dataSource, feed, clock),
    signs,
  );
  const reader = (area, role) => ({ id: 'x', grants: [{ role, area }] });
  return {
    province: (asOf, compareTo = null, by = 'area') =>
      query.execute(new parts.GetBoard(reader(PROVINCE, 'HEAD'), PROVINCE, by, asOf, compareTo, 'id')),
    country: (asOf, compareTo = null) =>
      query.execute(new parts.GetBoard(reader('', 'AUDITOR'), '', 'area', asOf, compareTo, 'id')),
  };
}

const asOf = ({ position, at }) => ({ position, instant: new Date(at) });

/** Rows of the board that a plain recount of the view's rows tells otherwise. */
async function differences(parts, { pool }, boards, points) {
  const last = points.at(-1);
  await pool.query(
    `insert into projection_checkpoint (name, version, build, position, caught_up) values ($1, $2, 'live', $3, true)
     on conflict (name, version, build) do update set position = excluded.position, caught_up = true`,
    [parts.caseBoard.name, parts.caseBoard.version, last.position],
  );
  let wrong = 0;
  for (const point of [points[4], last]) {
    const { rows } = await boards.country(asOf(point));
    const counted = await pool.query(
      `select left(area, 2) as code, count(*)::int as open from (
         select area, open from ${parts.tableOf(parts.caseBoard)} where since <= $1
         union all select area, open from ${parts.pastTableOf(parts.caseBoard)} where since <= $1 and until > $1) r
       where open group by 1`,
      [point.position],
    );
    const open = new Map(counted.rows.map((row) => [row.code, row.open]));
    wrong += rows.filter((row) => row.open !== (open.get(row.area.code) ?? 0)).length;
  }
  return wrong;
}

async function measured(parts, database, boards, points, lost, say) {
  const { rows } = await database.pool.query(
    `select count(*)::int as all, count(*) filter (where open)::int as open from ${parts.tableOf(parts.caseBoard)}`,
  );
  const yesterday = asOf(points.at(-2));
  const ways = [
    ['province, live', () => boards.province(null)],
    ['province, live, compared with an instant', () => boards.province(null, yesterday)],
    ['province, at past instants', (n) => boards.province(asOf(points[1 + (n % (points.length - 2))]))],
    ['country, live', () => boards.country(null)],
    ['country, at past instants', (n) => boards.country(asOf(points[1 + (n % (points.length - 2))]))],
  ];
  const found = [];
  for (const [name, ask] of ways) {
    say(`the board: ${name}`);
    for (let n = 0; n < WARM_UP; n++) await ask(n);
    const took = [];
    for (let n = 0; n < CALLS; n++) {
      const begun = performance.now();
      await ask(n);
      took.push(performance.now() - begun);
    }
    const shown = (await ask(0)).rows.length;
    found.push({
      name: `board query, ${name}, p99`,
      ours: quantile(took, 0.99),
      unit: 'ms',
      target: within(20, 'ms'),
      lost,
      settings: `${shown} rows; ${rows[0].all.toLocaleString('en')} cases, ${rows[0].open.toLocaleString('en')} open; median ${quantile(took, 0.5).toFixed(1)} ms; one caller`,
      limit: LIMIT,
    });
  }
  return found;
}
