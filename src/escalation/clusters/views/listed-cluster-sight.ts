import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { askPrepared } from '../../../database/prepared.js';
import { EventFeed } from '../../../event-store/event-feed.js';
import type { Position } from '../../../event-store/recorded-event.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { tableOf } from '../../../projection/projection.js';
import { PositionWaiter } from '../../../projection/wait-for-position.js';
import type { ClusterRule } from '../../policy/escalation-policy.js';
import { ClusterSight, type SeenCluster, type TimeRange } from '../cluster-sight.js';
import { type Candidate, type Scope, whyOutside } from '../domain/candidate.js';
import { CANDIDATE_COLUMNS, candidateOf } from './candidate-of.js';
import { clusterProjection } from './cluster.projection.js';
import type { ClusterRow } from './cluster.row.js';
import { clusterCandidate } from './cluster-candidate.projection.js';
import type { ClusterCandidateRow } from './cluster-candidate.row.js';

const CANDIDATES = tableOf(clusterCandidate);
const CLUSTERS = tableOf(clusterProjection);
const PATIENCE_MS = 10_000;
/** The columns of the areas by depth. */
const COLUMN_OF_DEPTH = { 1: 'province', 2: 'regency', 3: 'district' } as const;

const COLUMNS =
  'id, status, members, from_at, until_at, detected_since, rule, policy_version, area, link, all_closed, since';

type Found = Omit<ClusterRow, 'from_at' | 'until_at'> & {
  readonly from_at: Date;
  readonly until_at: Date;
  readonly since: Position;
};

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
    const values: unknown[] = [rule.categories, new Date(from), new Date(until), one.at, mostOf(rule)];
    const conditions = ['counts', 'category = any($1)', 'window_at between $2 and $3'];
    if (rule.within !== null)
      conditions.push(`${COLUMN_OF_DEPTH[rule.within]} = $${values.push(scope.area)}`);
    if (scope.link !== null) conditions.push(`links @> array[$${values.push(scope.link)}]::text[]`);
    if (rule.minSeverity > 1) conditions.push(`severity >= $${values.push(rule.minSeverity)}`);
    const rows = await askPrepared<ClusterCandidateRow>(
      this.dataSource,
      `select * from (
         select ${CANDIDATE_COLUMNS}, row_number() over (
           partition by ${unitOf(rule)}, window_at > $4::timestamptz
           order by abs(extract(epoch from window_at - $4::timestamptz)), id) as nth
         from ${CANDIDATES} where ${conditions.join(' and ')}
       ) near where nth <= $5`,
      values,
    );
    return rows.map(candidateOf).filter((candidate) => whyOutside(rule, scope, candidate) === null);
  }

  async clustersNear(
    rule: string,
    { area, link }: Scope,
    { from, until }: TimeRange,
  ): Promise<readonly SeenCluster[]> {
    const rows = await askPrepared<Found>(
      this.dataSource,
      `select ${COLUMNS} from ${CLUSTERS}
       where rule = $1 and area = $2 and link is not distinct from $3 and until_at >= $4 and from_at <= $5`,
      [rule, area, link, new Date(from), new Date(until)],
    );
    return rows.map(seenCluster);
  }

  async holding(caseId: string): Promise<readonly SeenCluster[]> {
    const rows = await this.dataSource.query<Found[]>(
      `select ${COLUMNS} from ${CLUSTERS} where status = 'OPEN' and member_ids @> array[$1]::uuid[]`,
      [caseId],
    );
    return rows.map(seenCluster);
  }

  async anyOpen(caseIds: readonly string[]): Promise<boolean> {
    const [row] = await this.dataSource.query<{ found: boolean }[]>(
      `select exists (select from ${CANDIDATES} where id = any($1::uuid[]) and not closed) as found`,
      [caseIds],
    );
    return row?.found ?? false;
  }

  async reached(): Promise<Position> {
    const end = await this.feed.end();
    if (!(await this.positions.reached(clusterProjection.name, end, PATIENCE_MS)))
      throw new DomainError('unavailable');
    return end;
  }
}

/** What the rule counts, so that many cases of one place do not hide the few of another. */
function unitOf({ counts }: ClusterRule): string {
  if (counts === 'cases') return `''`;
  return counts === 'tps' ? '(area, tps)' : COLUMN_OF_DEPTH[counts.areasOfDepth];
}

/** So many of each unit before the case, and as many after it: no cluster takes more. */
function mostOf({ counts }: ClusterRule): number {
  return counts === 'cases' ? 200 : 20;
}

function seenCluster(row: Found): SeenCluster {
  const { id, status, members, from_at, until_at, rule, area, link, since } = row;
  return {
    ...{ id, members, rule, area, link, since },
    open: status === 'OPEN',
    from: from_at.toISOString(),
    until: until_at.toISOString(),
    detectedAt: row.detected_since,
    policyVersion: row.policy_version,
    allClosed: row.all_closed,
  };
}
