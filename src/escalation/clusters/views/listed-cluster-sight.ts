import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventFeed } from '../../../event-store/event-feed.js';
import type { Position } from '../../../event-store/recorded-event.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { tableOf } from '../../../projection/projection.js';
import { PositionWaiter } from '../../../projection/wait-for-position.js';
import type { ClusterRule } from '../../policy/escalation-policy.js';
import { ClusterSight, type HeldCluster, type TimeRange, type UnsettledCluster } from '../cluster-sight.js';
import { type Candidate, type Scope, whyOutside } from '../domain/candidate.js';
import type { NearCluster } from '../domain/placement.js';
import { CANDIDATE_COLUMNS, candidateOf } from './candidate-of.js';
import { clusterProjection } from './cluster.projection.js';
import type { ClusterRow } from './cluster.row.js';
import { clusterCandidate } from './cluster-candidate.projection.js';
import type { ClusterCandidateRow } from './cluster-candidate.row.js';

const CANDIDATES = tableOf(clusterCandidate);
const CLUSTERS = tableOf(clusterProjection);
/** Where a link or a night brings more cases than that into one window, there is a cluster long since. */
const MOST_NEIGHBOURS = 500;
const PATIENCE_MS = 10_000;
/** The columns of the areas by depth. */
const COLUMN_OF_DEPTH = { 1: 'province', 2: 'regency', 3: 'district' } as const;

type Found<Row> = Omit<Row, 'from_at' | 'until_at'> & { readonly from_at: Date; readonly until_at: Date };

/** Answers from the views of candidates and clusters; every question is one look into an index. */
@Injectable()
export class ListedClusterSight extends ClusterSight {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: EventFeed,
    private readonly positions: PositionWaiter,
  ) {
    super();
  }

  async around(
    rule: ClusterRule,
    scope: Scope,
    { from, until }: TimeRange,
    one: Candidate,
  ): Promise<readonly Candidate[]> {
    const values: unknown[] = [rule.categories, new Date(from), new Date(until), one.at, MOST_NEIGHBOURS];
    const conditions = ['counts', 'category = any($1)', 'window_at between $2 and $3'];
    if (rule.within !== null)
      conditions.push(`${COLUMN_OF_DEPTH[rule.within]} = $${values.push(scope.area)}`);
    if (scope.link !== null) conditions.push(`links @> array[$${values.push(scope.link)}]::text[]`);
    if (rule.minSeverity > 1) conditions.push(`severity >= $${values.push(rule.minSeverity)}`);
    const rows = await this.dataSource.query<ClusterCandidateRow[]>(
      `select ${CANDIDATE_COLUMNS} from ${CANDIDATES} where ${conditions.join(' and ')}
       order by abs(extract(epoch from window_at - $4::timestamptz)), id limit $5`,
      values,
    );
    return rows.map(candidateOf).filter((candidate) => whyOutside(rule, scope, candidate) === null);
  }

  async clustersNear(
    rule: string,
    { area, link }: Scope,
    { from, until }: TimeRange,
  ): Promise<readonly NearCluster[]> {
    const rows = await this.dataSource.query<Found<ClusterRow>[]>(
      `select id, status, members, from_at, until_at, detected_since from ${CLUSTERS}
       where rule = $1 and area = $2 and link is not distinct from $3 and until_at >= $4 and from_at <= $5`,
      [rule, area, link, new Date(from), new Date(until)],
    );
    return rows.map(nearClusterOf);
  }

  async holding(caseId: string): Promise<readonly HeldCluster[]> {
    const rows = await this.dataSource.query<Found<ClusterRow>[]>(
      `select id, status, members, from_at, until_at, detected_since, rule, policy_version, area, link from ${CLUSTERS}
       where status = 'OPEN' and member_ids @> array[$1]::uuid[]`,
      [caseId],
    );
    return rows.map((row) => {
      const { rule, policy_version: policyVersion, area, link } = row;
      return { ...nearClusterOf(row), rule, policyVersion, area, link };
    });
  }

  unsettled(ids: readonly string[]): Promise<readonly UnsettledCluster[]> {
    return this.dataSource.query(
      `select c.id, c.rule, c.policy_version as "policyVersion", c.area, not cases.open as "allClosed"
       from ${CLUSTERS} c cross join lateral (
         select exists (select from ${CANDIDATES} k where k.id = any(c.member_ids) and not k.closed) as open
       ) cases
       where c.id = any($1::uuid[]) and c.status = 'OPEN' and c.all_closed = cases.open`,
      [ids],
    );
  }

  async reached(position?: Position): Promise<void> {
    const target = position ?? (await this.feed.end());
    if (!(await this.positions.reached(clusterProjection.name, target, PATIENCE_MS)))
      throw new DomainError('unavailable');
  }
}

function nearClusterOf(row: Found<ClusterRow>): NearCluster {
  const { id, status, members, from_at, until_at, detected_since: detectedAt } = row;
  return {
    id,
    open: status === 'OPEN',
    members,
    from: from_at.toISOString(),
    until: until_at.toISOString(),
    detectedAt,
  };
}
