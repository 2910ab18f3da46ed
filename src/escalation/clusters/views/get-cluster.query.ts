import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { SqlParameters } from '../../../case/views/case-list/visible-cases.js';
import type { Position } from '../../../event-store/recorded-event.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { Principal } from '../../../kernel/grant.js';
import { type VisibleCluster, visibleClusters } from './visible-clusters.js';

/** One cluster, for somebody who may see it. Throws `not_found`. */
export class GetCluster extends Query<VisibleCluster> {
  constructor(
    readonly principal: Principal,
    readonly id: string,
    readonly asOf: Position | null,
  ) {
    super();
  }
}

@QueryHandler(GetCluster)
export class GetClusterQuery implements IQueryHandler<GetCluster> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ principal, id, asOf }: GetCluster): Promise<VisibleCluster> {
    const parameters = new SqlParameters();
    const [row] = await this.dataSource.query<VisibleCluster[]>(
      `select c.* from ${visibleClusters(parameters, principal, asOf)} c where c.id = ${parameters.add(id)}::uuid`,
      parameters.values,
    );
    if (row === undefined) throw new DomainError('not_found');
    return row;
  }
}
