import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const DIST = resolve(process.env.BENCH_DIST || fileURLToPath(new URL('../../dist/modules', import.meta.url)));

/** What the parts need of the built product, each with the file that has it. */
const MODULES = {
  'area/area.register.js': ['AreaRegister'],
  'database/copy-in.js': ['copyIn'],
  'database/database.js': ['Database'],
  'direction/views/direction-sight.js': ['DirectionSight'],
  'direction/views/open-directions.js': ['OpenDirections'],
  'escalation/board/board.query.js': ['GetBoard', 'GetBoardQuery'],
  'escalation/board/board-names.js': ['BoardNames'],
  'escalation/board/board-points.js': ['BoardPoints'],
  'escalation/board/board-signs.js': ['BoardSigns'],
  'escalation/board/case-board.projection.js': ['caseBoard'],
  'escalation/clusters/views/clusters-at.query.js': ['ClustersAtQuery'],
  'escalation/nihil/views/last-nihil.js': ['LastNihils'],
  'escalation/policies/escalation-policies.js': ['EscalationPolicies'],
  'event-store/decision.js': ['Decisions'],
  'event-store/postgres/log-wake.js': ['LogWake'],
  'event-store/postgres/postgres-event-store.js': ['logIdOf', 'PostgresEventFeed', 'PostgresEventStore'],
  'kernel/clock.js': ['SystemClock'],
  'ops/health-checks.js': ['HealthChecks'],
  'projection/projection.js': ['tableOf', 'pastTableOf', 'totalsTableOf'],
  'projection/projection.runner.js': ['ProjectionRunner'],
  'projection/rebuild.js': ['rebuild'],
  'projection/totals-fold.js': ['foldTotals', 'totalsSteps'],
  'projection/verify.js': ['verify'],
  'projection/view-tables.js': ['createIndexes', 'createTables', 'dropTables', 'swapTables'],
  'projections.js': ['PROJECTIONS'],
  'taxonomy/taxonomy.register.js': ['TaxonomyRegister'],
  'case/views/case-list/case-list.projection.js': ['caseList'],
};
/** Of a build that can store its events in EventStoreDB. */
const EVENT_STORE_DB = 'event-store/eventstoredb/open-eventstoredb.js';

export async function product() {
  if (!existsSync(DIST)) {
    throw new Error(`There is no ${DIST}: run "npm run build" in the project's folder first.`);
  }
  const found = {
    /** Loaded only by who asks: the client is large. */
    eventStoreDb: existsSync(join(DIST, EVENT_STORE_DB)) ? () => from(EVENT_STORE_DB) : undefined,
  };
  for (const [path, names] of Object.entries(MODULES)) {
    const module = await from(path);
    for (const name of names) found[name] = module[name];
  }
  return found;
}

/** The table of the list of cases, in the version of the build. */
export async function caseListTable() {
  const { caseList, tableOf } = await product();
  return tableOf(caseList);
}

function from(path) {
  return import(pathToFileURL(join(DIST, path)).href);
}
