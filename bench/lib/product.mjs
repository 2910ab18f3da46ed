import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const DIST = resolve(process.env.BENCH_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url)));

/** What the parts need of the built product. */
export async function product() {
  if (!existsSync(DIST)) {
    throw new Error(`There is no ${DIST}: run "npm run build" in the project's folder first.`);
  }
  const from = (path) => import(pathToFileURL(`${DIST}/${path}`).href);
  const { Database } = await from('database/database.js');
  const { logIdOf, PostgresEventStore } = await from('event-store/postgres/postgres-event-store.js');
  const { Decisions } = await from('event-store/decision.js');
  return { Database, Decisions, PostgresEventStore, logIdOf };
}
