import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '../kernel/grant.js';
import { tableOf } from '../projection/projection.js';
import { CaseSight } from './import/case-sight.js';
import { caseList } from './views/case-list/case-list.projection.js';
import { SqlParameters, visibleCases } from './views/case-list/visible-cases.js';

/** Answers from the case list. */
@Injectable()
export class ListedCaseSight extends CaseSight {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async visibleTo(principal: Principal, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
    const parameters = new SqlParameters();
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select id from ${tableOf(caseList)}
       where id = any(${parameters.add(caseIds)}::uuid[]) and ${visibleCases(parameters, principal)}`,
      parameters.values,
    );
    return new Set(rows.map(({ id }) => id));
  }
}
