import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { inArea, SqlParameters } from '../../../case/views/case-list/visible-cases.js';
import type { Position } from '../../../event-store/recorded-event.js';
import type { Principal } from '../../../kernel/grant.js';
import { type VisibleCluster, visibleClusters } from './visible-clusters.js';

/** Filters combine with AND, areas with OR. */
export interface ClusterFilter {
  readonly area?: readonly string[];
  readonly open?: boolean;
}

export interface ClusterPage {
  readonly rows: readonly VisibleCluster[];
  /** Keys after which the next page begins, null where nothing follows. */
  readonly last: readonly string[] | null;
  readonly total: number;
}

/** One page of the clusters that a person may see, those detected last first. */
export class ListClusters extends Query<ClusterPage> {
  constructor(
    readonly principal: Principal,
    readonly filter: ClusterFilter,
    readonly limit: number,
    readonly after: readonly string[] | null,
    readonly asOf: Position | null,
  ) {
    super();
  }
}

@QueryHandler(ListClusters)
export class ListClustersQuery implements IQueryHandler<ListClusters> {
  constructor(private readonly dataSource: DataSource) {}

  async execute(query: ListClusters): Promise<ClusterPage> {
    const { limit, after } = query;
    const counting = new SqlParameters();
    const counted = this.dataSource.query<{ total: string }[]>(
      `select count(*) as total ${wanted(counting, query)}`,
      counting.values,
    );
    const finding = new SqlParameters();
    const from = wanted(finding, query);
    const [position, id] = after ?? [];
    const beyond =
      position === undefined
        ? ''
        : `and (c.detected_since, c.id) < (${finding.add(position)}, ${finding.add(id)}::uuid)`;
    const found = this.dataSource.query<VisibleCluster[]>(
      `select c.* ${from} ${beyond} order by c.detected_since desc, c.id desc limit ${finding.add(limit + 1)}`,
      finding.values,
    );
    const [[count], all] = await Promise.all([counted, found]);
    const rows = all.slice(0, limit);
    const end = all.length > limit ? rows.at(-1) : undefined;
    const last = end === undefined ? null : [end.detected_since, end.id];
    return { rows, last, total: Number(count?.total ?? 0) };
  }
}

function wanted(parameters: SqlParameters, { principal, filter, asOf }: ListClusters): string {
  const conditions = ['true'];
  if (filter.open !== undefined) conditions.push(`c.status = '${filter.open ? 'OPEN' : 'ENDED'}'`);
  const areas = filter.area?.map((area) => inArea(parameters, area, 'c.area'));
  if (areas !== undefined) conditions.push(`(${areas.join(' or ')})`);
  return `from ${visibleClusters(parameters, principal, asOf)} c where ${conditions.join(' and ')}`;
}
