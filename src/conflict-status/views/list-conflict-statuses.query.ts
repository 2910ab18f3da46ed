import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { inArea, SqlParameters } from '../../case/views/case-list/visible-cases.js';
import { type TimeOrderedPage, timeOrderedPage } from '../../database/time-ordered-page.js';
import type { Position } from '../../event-store/recorded-event.js';
import { areasOver, type Principal, type Role } from '../../kernel/grant.js';
import { rowsAt } from '../../projection/rows-at.js';
import { CONFLICT_READERS } from '../domain/conflict-status.policies.js';
import { type ConflictStatusRow, conflictStatusProjection } from './conflict-status.projection.js';
import { type ConflictStatusDocument, ConflictStatusDocuments } from './conflict-status-document.js';

export interface ConflictStatusFilter {
  /** Statuses that concern one of the areas: of it, above it or below it. */
  readonly area?: readonly string[];
  /** True: neither ended nor revoked. */
  readonly open?: boolean;
}

/** One page of the statuses that concern a person's areas, by their beginning. */
export class ListConflictStatuses extends Query<{
  readonly items: readonly ConflictStatusDocument[];
  readonly last: readonly string[] | null;
  readonly total: number;
}> {
  constructor(
    readonly principal: Principal,
    readonly filter: ConflictStatusFilter,
    readonly page: { readonly limit: number; readonly after: readonly (string | number | null)[] | null },
    /** The rows as the log had them up to the position; null for now. */
    readonly asOf: Position | null,
  ) {
    super();
  }
}

@QueryHandler(ListConflictStatuses)
export class ListConflictStatusesQuery implements IQueryHandler<ListConflictStatuses> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly documents: ConflictStatusDocuments,
  ) {}

  async execute({ principal, filter, page, asOf }: ListConflictStatuses) {
    const parameters = new SqlParameters();
    const source = rowsAt(conflictStatusProjection, asOf, parameters);
    const readers: readonly Role[] = CONFLICT_READERS;
    const own = principal.grants.filter(({ role }) => readers.includes(role)).map(({ area }) => area);
    const conditions = [concerning(parameters, own)];
    if (filter.area !== undefined) conditions.push(concerning(parameters, filter.area));
    if (filter.open !== undefined) conditions.push(`status ${filter.open ? '=' : '<>'} 'OPEN'`);
    const request = { source, conditions, values: parameters.values, by: 'from_at' as const, ...page };
    const { rows, last, total }: TimeOrderedPage<ConflictStatusRow> = await timeOrderedPage(
      this.dataSource,
      request,
    );
    return { items: await this.documents.of(rows), last, total };
  }
}

/** Rows of the areas, of those above them and of those below them. */
function concerning(parameters: SqlParameters, areas: readonly string[]): string {
  const above = parameters.add(areas.flatMap(areasOver));
  const below = areas.map((area) => inArea(parameters, area));
  return `(${[`area = any(${above}::text[])`, ...below].join(' or ')})`;
}
