import { Injectable } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { filterCondition } from '../../case/views/case-list/case-filter.js';
import { caseList } from '../../case/views/case-list/case-list.projection.js';
import type { CaseListRow } from '../../case/views/case-list/case-list.row.js';
import { afterPage, cursorValue, orderBy, type PageEnd } from '../../case/views/case-list/case-order.js';
import { rowsAt, seenToday } from '../../case/views/case-list/rows-at.js';
import { leftOutCases, SqlParameters, visibleCases } from '../../case/views/case-list/visible-cases.js';
import type { Position } from '../../event-store/recorded-event.js';
import type { Principal } from '../../kernel/grant.js';
import { PositionWaiter } from '../../projection/wait-for-position.js';
import { BOARD, BOARD_PAST } from './board-at.js';
import { BoardPoints } from './board-points.js';
import type { CaseBoardRow } from './case-board.row.js';

/** What cases are asked for; AND between the members, OR within one. Only open cases stand on the board. */
export interface EscalationFilter {
  readonly area?: readonly string[];
  readonly level?: readonly string[];
  readonly acknowledged?: boolean;
  readonly overdue?: boolean;
  readonly handled?: boolean;
  readonly agency?: readonly string[];
  readonly category?: readonly string[];
}

/** One page of the cases behind a board that a person may see, the highest level first. */
export class ListEscalations {
  constructor(
    readonly principal: Principal,
    readonly filter: EscalationFilter,
    readonly limit: number,
    readonly after: PageEnd | null,
    readonly asOf: Position | null,
  ) {}
}

/** A case of the list with what the board says of it. */
export type EscalationRow = CaseListRow & {
  readonly board: Pick<
    CaseBoardRow,
    'holder_area' | 'acknowledged' | 'handled' | 'informed' | 'deadline_at' | 'deadline_kind'
  > & { readonly overdue: boolean; readonly proposed_to: string | null };
};

export interface EscalationPage {
  readonly rows: readonly EscalationRow[];
  readonly end: PageEnd | null;
  readonly total: number;
  readonly partial: boolean;
}

const PATIENCE_MS = 2_000;
const SORT = '-level';
const OVERDUE = `(status <> 'RESOLVED' and marks @> '[{"moment":"due"}]')`;
const BOARD_COLUMNS = `id as board_id, json_build_object('holder_area', holder_area, 'acknowledged', acknowledged,
  'handled', handled, 'informed', informed, 'deadline_at', deadline_at, 'deadline_kind', deadline_kind,
  'overdue', ${OVERDUE}, 'proposed_to', proposal ->> 'to') as board`;

/** Answers `ListEscalations` from the case list and the board's rows, both as of the same place of the log. */
@Injectable()
@QueryHandler(ListEscalations)
export class ListEscalationsQuery implements IQueryHandler<ListEscalations, EscalationPage> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly points: BoardPoints,
    private readonly positions: PositionWaiter,
  ) {}

  async execute(query: ListEscalations): Promise<EscalationPage> {
    // Two views answer: the list must not be behind the board.
    const seen = query.asOf ?? (await this.points.of(null)).position;
    await this.positions.reached(caseList.name, seen, PATIENCE_MS);
    const [rows, total, partial] = await Promise.all([
      this.rows(query),
      this.total(query),
      this.leavesOut(query),
    ]);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const end =
      rows.length > query.limit && last !== undefined ? { value: last.cursor_value, id: last.id } : null;
    return { rows: page.map(({ cursor_value: _, ...row }) => row), end, total, partial };
  }

  private rows(query: ListEscalations): Promise<(EscalationRow & { cursor_value: string | null })[]> {
    const parameters = new SqlParameters();
    const from = behindTheBoard(parameters, query);
    const conditions = wanted(parameters, query);
    if (query.after) conditions.push(afterPage(parameters, SORT, query.after));
    // One row more than asked tells whether there is a next page.
    const limit = parameters.add(query.limit + 1);
    return this.dataSource.query(
      `select c.*, b.board, ${cursorValue(SORT)} as cursor_value from ${from}
       where ${conditions.join(' and ')} order by ${orderBy(SORT)} limit ${limit}`,
      parameters.values,
    );
  }

  private async total(query: ListEscalations): Promise<number> {
    const parameters = new SqlParameters();
    const from = behindTheBoard(parameters, query);
    const [{ total }] = await this.dataSource.query(
      `select count(*) as total from ${from} where ${wanted(parameters, query).join(' and ')}`,
      parameters.values,
    );
    return Number(total);
  }

  /** Asked of area and category only: by the others a reader could feel out what a hidden case says. */
  private async leavesOut({
    principal,
    filter: { area, category },
    asOf,
  }: ListEscalations): Promise<boolean> {
    const parameters = new SqlParameters();
    const leftOut = leftOutCases(parameters, principal);
    if (leftOut === null) return false;
    const conditions = [
      seenToday(leftOut, asOf),
      filterCondition(parameters, { area, category, open: true }),
    ];
    const [{ partial }] = await this.dataSource.query(
      `select exists (select 1 from ${rowsAt(parameters, asOf)} c where ${conditions.join(' and ')}) as partial`,
      parameters.values,
    );
    return partial;
  }
}

function wanted(parameters: SqlParameters, { principal, filter, asOf }: ListEscalations): string[] {
  const { area, level, category } = filter;
  return [
    seenToday(visibleCases(parameters, principal), asOf),
    filterCondition(parameters, { area, level, category, open: true }),
  ];
}

/** The case list beside the board's rows that the filter finds. */
function behindTheBoard(parameters: SqlParameters, { filter, asOf }: ListEscalations): string {
  const { acknowledged, overdue, handled, agency } = filter;
  const conditions = [
    'open',
    ...(acknowledged === undefined ? [] : [`acknowledged = ${parameters.add(acknowledged)}`]),
    ...(handled === undefined ? [] : [`handled = ${parameters.add(handled)}`]),
    ...(overdue === undefined ? [] : [`${OVERDUE} = ${parameters.add(overdue)}`]),
    ...(agency === undefined ? [] : [`lead = any(${parameters.add(agency)})`]),
  ].join(' and ');
  const board = `select ${BOARD_COLUMNS} from`;
  const at = asOf === null ? null : parameters.add(asOf);
  const rows =
    at === null
      ? `${board} ${BOARD} where ${conditions}`
      : `${board} ${BOARD} where since <= ${at} and ${conditions}
         union all ${board} ${BOARD_PAST} where since <= ${at} and until > ${at} and ${conditions}`;
  return `${rowsAt(parameters, asOf)} c join (${rows}) b on b.board_id = c.id`;
}
