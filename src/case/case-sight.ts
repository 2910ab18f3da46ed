import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventFeed } from '../event-store/event-feed.js';
import type { Principal } from '../kernel/grant.js';
import { tableOf } from '../projection/projection.js';
import { PositionWaiter } from '../projection/wait-for-position.js';
import { CaseSight } from './import/case-sight.js';
import { caseList } from './views/case-list/case-list.projection.js';
import { SqlParameters, visibleCases } from './views/case-list/visible-cases.js';

/** An import was just recorded: the list is given this long to have seen it. */
const PATIENCE_MS = 2_000;

/** Answers from the case list, once it has seen all that is recorded. */
@Injectable()
export class ListedCaseSight extends CaseSight {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: EventFeed,
    private readonly positions: PositionWaiter,
  ) {
    super();
  }

  async visibleTo(principal: Principal, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
    await this.positions.reached(caseList.name, await this.feed.end(), PATIENCE_MS);
    const parameters = new SqlParameters();
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select id from ${tableOf(caseList)}
       where id = any(${parameters.add(caseIds)}::uuid[]) and ${visibleCases(parameters, principal)}`,
      parameters.values,
    );
    return new Set(rows.map(({ id }) => id));
  }
}
