import { covers, type Principal } from '../../kernel/grant.js';
import { CaseSight } from './case-sight.js';
import type { ImportRunRow } from './import-runs.js';

/** A run is seen by its importer, and by a SECRETARIAT or AUDITOR over all areas of the importer (API, table of actions). */
export function maySeeRun({ id, grants }: Principal, { importer, areas }: ImportRunRow): boolean {
  if (id === importer) return true;
  const overseeing = grants.filter(({ role }) => role === 'SECRETARIAT' || role === 'AUDITOR');
  return areas.every((area) => overseeing.some((grant) => covers(grant.area, area)));
}

/**
 * The run without the ids of cases that the reader may not see. Who recorded a case sees it, also before the view has
 * caught up with it.
 */
export async function asSeenBy(
  reader: Principal,
  run: ImportRunRow,
  sight: CaseSight,
): Promise<ImportRunRow> {
  const own = run.importer === reader.id;
  const isOwn = ({ outcome }: { outcome: string }) => own && outcome === 'recorded';
  const asked = run.results.flatMap((row) => (row.caseId === undefined || isOwn(row) ? [] : [row.caseId]));
  const visible: ReadonlySet<string> = asked.length > 0 ? await sight.visibleTo(reader, asked) : new Set();
  const results = run.results.map(({ caseId, ...row }) =>
    caseId !== undefined && (isOwn(row) || visible.has(caseId)) ? { ...row, caseId } : row,
  );
  return { ...run, results };
}
