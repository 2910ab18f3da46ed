import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { caseList } from '../../../case/views/case-list/case-list.projection.js';
import { SqlParameters, visibleCases } from '../../../case/views/case-list/visible-cases.js';
import { grantOver, type Principal } from '../../../kernel/grant.js';
import { tableOf } from '../../../projection/projection.js';
import { ClusterReaders } from '../cluster-readers.js';
import { SEES_CLUSTERS } from './visible-clusters.js';

/** Answers from the case list, by the rule of `visibleClusters`. */
@Injectable()
export class ListedClusterReaders extends ClusterReaders {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async sees(principal: Principal, area: string, caseIds: readonly string[]): Promise<boolean> {
    if (grantOver(principal, SEES_CLUSTERS, area) === undefined) return false;
    if (caseIds.length === 0) return true;
    const parameters = new SqlParameters();
    const [row] = await this.dataSource.query<{ sees: boolean }[]>(
      `select exists (select from ${tableOf(caseList)}
         where id = any(${parameters.add(caseIds)}::uuid[]) and ${visibleCases(parameters, principal)}) as sees`,
      parameters.values,
    );
    return row?.sees ?? false;
  }
}
