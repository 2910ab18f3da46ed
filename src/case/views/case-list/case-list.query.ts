import { Injectable } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Position } from '../../../event-store/recorded-event.js';
import type { Principal } from '../../../kernel/grant.js';
import { type CaseFilter, filterCondition } from './case-filter.js';
import type { CaseListRow } from './case-list.row.js';
import { afterPage, type CaseSort, cursorValue, orderBy, type PageEnd } from './case-order.js';
import { rowsAt, seenToday } from './rows-at.js';
import { leftOutCases, SqlParameters, visibleCases } from './visible-cases.js';

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
  /** True where restricted cases are missing from the total that the person would count if they were open. */
  readonly partial: boolean;
}

/** Answers `ListCases` from the case list. */
@Injectable()
@QueryHandler(ListCases)
export class ListCasesQuery implements IQueryHandler<ListCases, CasePage> {
  constructor(private readonly dataSource: DataSource) {}

  async execute(query: ListCases): Promise<CasePage> {
    const [rows, total, partial] = await Promise.all([
      this.rows(query),
      this.total(query),
      this.leavesOut(query),
    ]);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const more = rows.length > query.limit && last !== undefined;
    return {
      rows: page.map(({ cursor_value: _, ...row }) => row),
      end: more ? { value: last.cursor_value, id: last.id } : null,
      total,
      partial,
    };
  }

  private async rows(query: ListCases): Promise<(CaseListRow & { cursor_value: string | null })[]> {
    const parameters = new SqlParameters();
    const conditions = wanted(parameters, query);
    if (query.after) conditions.push(afterPage(parameters, query.sort, query.after));
    // One row more than asked tells whether there is a next page.
    const limit = parameters.add(query.limit + 1);
    return this.dataSource.query(
      `select c.*, ${cursorValue(query.sort)} as cursor_value from ${rowsAt(parameters, query.asOf)} c
       where ${conditions.join(' and ')} order by ${orderBy(query.sort)} limit ${limit}`,
      parameters.values,
    );
  }

  private async total(query: ListCases): Promise<number> {
    const parameters = new SqlParameters();
    const conditions = wanted(parameters, query);
    const [{ total }] = await this.dataSource.query(
      `select count(*) as total from ${rowsAt(parameters, query.asOf)} c where ${conditions.join(' and ')}`,
      parameters.values,
    );
    return Number(total);
  }

  /** Asked of the coarse filters only: by the others a reader could feel out what a hidden case says. */
  private async leavesOut({ principal, filter, asOf }: ListCases): Promise<boolean> {
    const parameters = new SqlParameters();
    const leftOut = leftOutCases(parameters, principal);
    if (leftOut === null) return false;
    const { area, open, archived, category } = filter;
    const conditions = [
      seenToday(leftOut, asOf),
      filterCondition(parameters, { area, open, archived, category }),
    ];
    const [{ partial }] = await this.dataSource.query(
      `select exists (select 1 from ${rowsAt(parameters, asOf)} c where ${conditions.join(' and ')}) as partial`,
      parameters.values,
    );
    return partial;
  }
}

function wanted(parameters: SqlParameters, { principal, filter, asOf }: ListCases): string[] {
  return [seenToday(visibleCases(parameters, principal), asOf), filterCondition(parameters, filter)];
}
