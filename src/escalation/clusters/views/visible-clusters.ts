import { caseList } from '../../../case/views/case-list/case-list.projection.js';
import { inArea, SqlParameters, visibleCases } from '../../../case/views/case-list/visible-cases.js';
import type { Position } from '../../../event-store/recorded-event.js';
import type { Principal, Role } from '../../../kernel/grant.js';
import { tableOf } from '../../../projection/projection.js';
import { rowsAt } from '../../../projection/rows-at.js';
import { clusterProjection } from './cluster.projection.js';
import type { ClusterRow } from './cluster.row.js';

/** Roles that see what happens in their area; who sees single cases only sees no clusters. */
export const SEES_CLUSTERS = [
  'OPERATOR',
  'VERIFIER',
  'HEAD',
  'SECRETARIAT',
  'DESK',
  'AUDITOR',
] as const satisfies readonly Role[];

/** A cluster with those of its cases that the reader may see. Instants are dates. */
export type VisibleCluster = Omit<ClusterRow, 'from_at' | 'until_at' | 'detected_at' | 'next_due_at'> & {
  readonly from_at: Date;
  readonly until_at: Date;
  readonly detected_at: Date;
  readonly next_due_at: Date | null;
  readonly visible: readonly string[];
};

/**
 * The clusters that a person may see, as a query in brackets: of an area of theirs, with at least one case that they may
 * see, unless all have left. The clusters are as of the position (null: now), the rights are always today's.
 */
export function visibleClusters(
  parameters: SqlParameters,
  principal: Principal,
  position: Position | null,
): string {
  const roles: readonly Role[] = SEES_CLUSTERS;
  const grants = principal.grants.filter(({ role }) => roles.includes(role));
  const areas = grants.map(({ area }) => inArea(parameters, area, 'c.area'));
  const scope = ['false', ...areas].join(' or ');
  const seen = `array(select l.id from ${tableOf(caseList)} l
    where l.id = any(c.member_ids) and ${visibleCases(parameters, principal)} order by l.recorded_at, l.id)`;
  const clusters = rowsAt(clusterProjection, position, parameters);
  return `(select c.*, v.visible from ${clusters} c cross join lateral (select ${seen} as visible) v
    where (${scope}) and (c.member_ids = '{}' or v.visible <> '{}'))`;
}
