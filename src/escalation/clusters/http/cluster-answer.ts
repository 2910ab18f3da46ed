import { zoneOf } from '../../../area/area-zone.js';
import type { LanguageCode } from '../../../http/language.js';
import type { Acknowledgement } from '../domain/cluster.state.js';
import { clusterText } from '../views/cluster-text.js';
import { seenMembers } from '../views/seen-members.js';
import type { VisibleCluster } from '../views/visible-clusters.js';

/** A cluster as the contract shows it. Instants are RFC 3339, UTC. */
export interface ClusterAnswer {
  readonly id: string;
  readonly rule: string;
  readonly policyVersion: number;
  readonly category: string | null;
  readonly area: { readonly code: string; readonly name: string };
  readonly level: string;
  readonly holder: { readonly area: string; readonly role: 'HEAD' };
  readonly since: string;
  /** Ids of the cases that the reader may see. */
  readonly cases: readonly string[];
  readonly window: { readonly from: string; readonly until: string };
  readonly acknowledged: Acknowledgement | null;
  readonly informed: readonly string[];
  readonly dueAt: string | null;
  readonly status: 'OPEN' | 'ENDED';
  readonly endedAt: string | null;
  readonly revision: number;
  readonly text: string;
}

/** Makes the answer; `nameOf` gives an area the name that people know it by. */
export function clusterAnswer(
  row: VisibleCluster,
  nameOf: (area: string) => { readonly name: string; readonly full: string },
  language: LanguageCode,
): ClusterAnswer {
  const { cases, category, from, until } = seenMembers(row);
  const { acknowledged, overdue, ended, rule, area } = row;
  const waits = row.clocks.find(({ kind }) => kind === 'acknowledge');
  const { name, full } = nameOf(area);
  const zone = zoneOf(area).label;
  const told = { rule, cases: cases.length, area: full, zone, from, until, overdue, ended };
  const acknowledgeBy = waits?.calendar.dueAt ?? null;
  return {
    id: row.id,
    rule,
    policyVersion: row.policy_version,
    category,
    area: { code: area, name },
    level: row.level,
    holder: { area: row.holder_area, role: 'HEAD' },
    since: row.detected_at.toISOString(),
    cases,
    window: { from, until },
    acknowledged,
    informed: row.informed,
    dueAt: acknowledgeBy,
    status: row.status,
    endedAt: ended?.at ?? null,
    revision: row.revision,
    text: clusterText({ ...told, acknowledged: acknowledged !== null, acknowledgeBy }, language),
  };
}
