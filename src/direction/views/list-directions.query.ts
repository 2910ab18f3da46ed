import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { inArea, SqlParameters } from '../../case/views/case-list/visible-cases.js';
import { type TimeOrderedPage, timeOrderedPage } from '../../database/time-ordered-page.js';
import type { Position } from '../../event-store/recorded-event.js';
import type { Principal } from '../../kernel/grant.js';
import { rowsAt } from '../../projection/rows-at.js';
import { type DirectionRow, directionProjection } from './direction.projection.js';
import { type DirectionDocument, DirectionDocuments } from './direction-document.js';
import { DirectionSight, visibleDirections } from './direction-sight.js';

export interface DirectionFilter {
  /** Directions to the areas and to all below them. */
  readonly area?: readonly string[];
  readonly agency?: readonly string[];
  /** Directions about one of the cases. */
  readonly case?: readonly string[];
  /** True: not completed. */
  readonly open?: boolean;
  /** True: the time was found to be up. */
  readonly overdue?: boolean;
}

/** One page of the directions that a person may see, the first due first. The rights are always today's. */
export class ListDirections extends Query<{
  readonly items: readonly DirectionDocument[];
  readonly last: readonly string[] | null;
  readonly total: number;
}> {
  constructor(
    readonly principal: Principal,
    readonly filter: DirectionFilter,
    readonly page: { readonly limit: number; readonly after: readonly (string | number | null)[] | null },
    /** The rows as the log had them up to the position; null for now. */
    readonly asOf: Position | null,
  ) {
    super();
  }
}

@QueryHandler(ListDirections)
export class ListDirectionsQuery implements IQueryHandler<ListDirections> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sight: DirectionSight,
    private readonly documents: DirectionDocuments,
  ) {}

  async execute({ principal, filter, page, asOf }: ListDirections) {
    const parameters = new SqlParameters();
    const source = rowsAt(directionProjection, asOf, parameters);
    const dutyAreas = await this.sight.dutyAreas(principal);
    const conditions = [visibleDirections(parameters, principal, dutyAreas), ...wanted(parameters, filter)];
    const request = { source, conditions, values: parameters.values, by: 'due_at' as const, ...page };
    const { rows, last, total }: TimeOrderedPage<DirectionRow> = await timeOrderedPage(
      this.dataSource,
      request,
    );
    const cases = rows.flatMap(({ direction }) => direction.cases);
    const visible = await this.sight.visibleAmong(principal, cases);
    const sources = rows.map(({ id, direction, reports, revision }) => ({
      id,
      direction,
      reportCount: reports,
      revision,
    }));
    return { items: await this.documents.of(sources, visible), last, total };
  }
}

/** What a filter asks of the rows. */
export function wanted(parameters: SqlParameters, filter: DirectionFilter): string[] {
  const { area, agency, case: about, open, overdue } = filter;
  const conditions: string[] = [];
  if (area !== undefined) {
    conditions.push(`(${area.map((code) => inArea(parameters, code, 'to_area')).join(' or ')})`);
  }
  if (agency !== undefined) conditions.push(`to_agency = any(${parameters.add(agency)}::text[])`);
  if (about !== undefined) conditions.push(`cases && ${parameters.add(about)}::uuid[]`);
  if (open !== undefined) conditions.push(`status ${open ? '<>' : '='} 'COMPLETED'`);
  if (overdue !== undefined) conditions.push(`overdue_since is ${overdue ? 'not ' : ''}null`);
  return conditions;
}
