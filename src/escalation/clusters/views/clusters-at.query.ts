import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { inArea, SqlParameters } from '../../../case/views/case-list/visible-cases.js';
import { askPrepared } from '../../../database/prepared.js';
import type { Position } from '../../../event-store/recorded-event.js';
import type { Principal } from '../../../kernel/grant.js';
import { seenMembers } from './seen-members.js';
import { type VisibleCluster, visibleClusters } from './visible-clusters.js';

/** An open cluster as a board shows it. */
export interface OpenCluster {
  readonly id: string;
  readonly rule: string;
  readonly level: string;
  /** Of the rule's depth: it may lie above or below the areas asked for. */
  readonly area: string;
  /** Null where its cases are of several categories. */
  readonly category: string | null;
  /** How many of its cases the reader may see. */
  readonly cases: number;
  readonly acknowledged: boolean;
  /** A deadline passed before anybody acknowledged. */
  readonly overdue: boolean;
  /** RFC 3339, UTC. */
  readonly detectedAt: string;
}

/**
 * The clusters in and below the areas that were open when the log ended at the position (null: now), as far as the person
 * may see them: the gravest first, then the oldest.
 */
export class ClustersAt extends Query<readonly OpenCluster[]> {
  constructor(
    readonly principal: Principal,
    readonly areas: readonly string[],
    readonly asOf: Position | null,
  ) {
    super();
  }
}

@QueryHandler(ClustersAt)
export class ClustersAtQuery implements IQueryHandler<ClustersAt> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ principal, areas, asOf }: ClustersAt): Promise<readonly OpenCluster[]> {
    const parameters = new SqlParameters();
    const from = visibleClusters(parameters, principal, asOf);
    const within = ['false', ...areas.map((area) => inArea(parameters, area, 'c.area'))].join(' or ');
    const rows = await askPrepared<VisibleCluster>(
      this.dataSource,
      `select c.* from ${from} c where c.status = 'OPEN' and (${within})
       order by c.level desc, c.detected_since, c.id`,
      parameters.values,
    );
    return rows.map(openCluster);
  }
}

function openCluster(row: VisibleCluster): OpenCluster {
  const { cases, category } = seenMembers(row);
  const { id, rule, level, area, overdue } = row;
  return {
    ...{ id, rule, level, area, category, overdue },
    cases: cases.length,
    acknowledged: row.acknowledged !== null,
    detectedAt: row.detected_at.toISOString(),
  };
}
