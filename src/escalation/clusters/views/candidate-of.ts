import type { Candidate } from '../domain/candidate.js';
import type { ClusterCandidateRow } from './cluster-candidate.row.js';

/** Columns of a candidate's row that rules look at. */
export const CANDIDATE_COLUMNS =
  'id, category, subcategory, severity, area, window_at, out_because, closed, links, tps';

/** A row as the rules look at it. The driver gives instants as dates, JSON as text with some offset. */
export function candidateOf(
  row: Omit<ClusterCandidateRow, 'window_at'> & { readonly window_at: string | Date },
): Candidate {
  const { id, category, subcategory, severity, area, closed, links, tps } = row;
  const at = new Date(row.window_at).toISOString();
  return { id, category, subcategory, severity, area, at, out: row.out_because, closed, links, tps };
}
