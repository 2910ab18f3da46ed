import { Injectable } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Position } from '../../../event-store/recorded-event.js';
import type { Principal } from '../../../kernel/grant.js';
import { pastTableOf, tableOf } from '../../../projection/projection.js';
import { type CaseFilter, filterCondition } from './case-filter.js';
import { caseList } from './case-list.projection.js';
import type { CaseListRow } from './case-list.row.js';
import { afterPage, type CaseSort, cursorValue, orderBy, type PageEnd } from './case-order.js';
import { SqlParameters, visibleCases } from './visible-cases.js';

/** One page of the cases that a person may see. */
export class ListCases {
  constructor(
    readonly principal: Principal,
    readonly filter: CaseFilter,
    readonly sort: CaseSort,
    readonly limit: number,
    /** Where the page before ended, null for the first. */
    readonly after: PageEnd | null,
    /** The rows as the log had them up to the position; null for now. The rights are always today's. */
    readonly asOf: Position | null,
  ) {}
}

export interface CasePage {
  readonly rows: readonly CaseListRow[];
  /** Where this page ended, null when it was the last. */
  readonly end: PageEnd | null;
  /** All cases of the filter that the person may see, whatever the page. */
  readonly total: number;
}

const CURRENT = tableOf(caseList);
const PAST = pastTableOf(caseList);
const COLUMNS = Object.keys(caseList.columns).join(', ');

/** Answers `ListCases` from the case list. */
@Injectable()
@QueryHandler(ListCases)
export class ListCasesQuery implements IQueryHandler<ListCases, CasePage> {
  constructor(private readonly dataSource: DataSource) {}

  async execute(query: ListCases): Promise<CasePage> {
    const [rows, total] = await Promise.all([this.rows(query), this.total(query)]);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const more = rows.length > query.limit && last !== undefined;
    return {
      rows: page.map(({ cursor_value: _, ...row }) => row),
      end: more ? { value: last.cursor_value, id: last.id } : null,
      total,
    };
  }

  private async rows(query: ListCases): Promise<(CaseListRow & { cursor_value: string | null })[]> {
    const parameters = new SqlParameters();
    const conditions = wanted(parameters, query);
    if (query.after) conditions.push(afterPage(parameters, query.sort, query.after));
    // One row more than asked tells whether there is a next page.
    const limit = parameters.add(query.limit + 1);
    return this.dataSource.query(
      `select c.*, ${cursorValue(query.sort)} as cursor_value from ${source(parameters, query.asOf)} c
       where ${conditions.join(' and ')} order by ${orderBy(query.sort)} limit ${limit}`,
      parameters.values,
    );
  }

  private async total(query: ListCases): Promise<number> {
    const parameters = new SqlParameters();
    const conditions = wanted(parameters, query);
    const [{ total }] = await this.dataSource.query(
      `select count(*) as total from ${source(parameters, query.asOf)} c where ${conditions.join(' and ')}`,
      parameters.values,
    );
    return Number(total);
  }
}

function wanted(parameters: SqlParameters, { principal, filter, asOf }: ListCases): string[] {
  const visible = visibleCases(parameters, principal);
  const seen = asOf === null ? visible : `id in (select id from ${CURRENT} where ${visible})`;
  return [seen, filterCondition(parameters, filter)];
}

/** The rows that stand, or those that stood when the log ended at the position. */
function source(parameters: SqlParameters, asOf: Position | null): string {
  if (asOf === null) return CURRENT;
  const at = parameters.add(asOf);
  return `(select ${COLUMNS} from ${CURRENT} where since <= ${at}
    union all select ${COLUMNS} from ${PAST} where since <= ${at} and until > ${at})`;
}
