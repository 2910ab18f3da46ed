import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { inArea, SqlParameters } from '../../../case/views/case-list/visible-cases.js';
import { type TimeOrderedPage, timeOrderedPage } from '../../../database/time-ordered-page.js';
import type { Principal, Role } from '../../../kernel/grant.js';
import { tableOf } from '../../../projection/projection.js';
import { type RosterRow, rosterProjection } from './roster.projection.js';

/** A row as it is read. */
export type FoundRoster = RosterRow & { readonly from_at: Date; readonly until_at: Date };

export interface RosterFilter {
  /** Rosters of the areas and of all below them. */
  readonly area?: readonly string[];
  readonly person?: readonly string[];
  /** True: not over at `now`; false: over. */
  readonly open?: boolean;
  readonly now: Date;
}

/** One page of the rosters that a person may see, by their beginning. */
export class ListRosters extends Query<TimeOrderedPage<FoundRoster>> {
  constructor(
    readonly principal: Principal,
    /** The roles that may read rosters, each within its area. */
    readonly readers: readonly Role[],
    readonly filter: RosterFilter,
    readonly page: { readonly limit: number; readonly after: readonly (string | number | null)[] | null },
  ) {
    super();
  }
}

@QueryHandler(ListRosters)
export class ListRostersQuery implements IQueryHandler<ListRosters> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ principal, readers, filter, page }: ListRosters): Promise<TimeOrderedPage<FoundRoster>> {
    const parameters = new SqlParameters();
    const within = (areas: readonly string[]) =>
      `(${['false', ...areas.map((area) => inArea(parameters, area))].join(' or ')})`;
    const { area, person, open, now } = filter;
    const conditions = [
      within(principal.grants.filter(({ role }) => readers.includes(role)).map(({ area }) => area)),
    ];
    if (area !== undefined) conditions.push(within(area));
    if (person !== undefined) conditions.push(`person = any(${parameters.add(person)}::uuid[])`);
    if (open !== undefined) conditions.push(`until_at ${open ? '>' : '<='} ${parameters.add(now)}`);
    const source = tableOf(rosterProjection);
    return timeOrderedPage(this.dataSource, {
      source,
      conditions,
      values: parameters.values,
      by: 'from_at',
      ...page,
    });
  }
}
