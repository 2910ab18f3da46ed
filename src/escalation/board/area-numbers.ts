import type { DataSource } from 'typeorm';
import { SqlParameters } from '../../case/views/case-list/visible-cases.js';
import { askPrepared } from '../../database/prepared.js';
import { covers } from '../../kernel/grant.js';
import { totalsTableOf } from '../../projection/projection.js';
import { BOARD, BOARD_PAST, type BoardPoint } from './board-at.js';
import { type BoardCell, type BoardReader, type CellShare, type CountedCase, counts } from './board-cells.js';
import { accusesOffices } from './board-rights.js';
import {
  areaTotals,
  BOARD_COUNTERS,
  type BoardCounter,
  type BoardCounters,
  boardKeys,
  countsOf,
  NO_COUNTERS,
} from './board-totals.js';
import { caseBoard } from './case-board.projection.js';
import type { CaseBoardRow } from './case-board.row.js';

/** The numbers of one row of a board. */
export interface CellNumbers {
  readonly counters: BoardCounters;
  /** When a person last did something in the area; null where nobody ever did. */
  readonly heardAt: Date | null;
}

/** The numbers of all rows of a board, and of what a person does not count in them. */
export interface AreaNumbers {
  /** In the order of the cells. */
  readonly cells: readonly CellNumbers[];
  /** Restricted cases are left out that the person would count if they were open. */
  readonly isPartial: boolean;
  /** Cases, as they were, that the person does not count though the totals of the area do. */
  readonly leftOut: readonly CaseBoardRow[];
}

/** A case whose share in the totals is not what the person may count today. */
interface Exception {
  readonly now: CountedCase;
  readonly row: CaseBoardRow;
}

type Line = Record<BoardCounter, number> & {
  readonly cell: number;
  readonly key: string;
  readonly access: string;
  readonly latest: Date | null;
};

const TOTALS = totalsTableOf(caseBoard, areaTotals);
const COLUMNS = Object.keys(caseBoard.columns).join(', ');

/**
 * The numbers of the cells at a point of the log: one look-up in the running totals a key, then the few cases that this
 * person counts otherwise (those that accuse the person's own office; in the past also those whose area, access or
 * accused office was put right since, because rights are today's).
 */
export async function readAreaNumbers(
  dataSource: DataSource,
  reader: BoardReader,
  cells: readonly BoardCell[],
  point: BoardPoint,
): Promise<AreaNumbers> {
  const [lines, exceptions] = await Promise.all([
    readLines(dataSource, cells, point),
    readExceptions(dataSource, reader, point),
  ]);
  const counted = cells.map((cell, index) => sumOf(lines, index, cell.shares));
  const hidden = cells.map(({ shares }, index) => {
    const restricted = shares.filter(({ access }) => access === 'RESTRICTED');
    return sumOf(lines, index, openKeys(shares)).open - sumOf(lines, index, restricted).open;
  });
  for (const exception of exceptions) correct(reader, cells, counted, hidden, exception);
  return {
    cells: cells.map(({ shares }, index) => ({
      counters: counted[index] as BoardCounters,
      heardAt: latestOf(lines, index, shares),
    })),
    isPartial: hidden.some((open) => open > 0),
    leftOut: exceptions.filter(({ now }) => !counts(reader, now)).map(({ row }) => row),
  };
}

/** The restricted cases of the areas in which the person counts the open ones. */
function openKeys(shares: readonly CellShare[]): CellShare[] {
  return shares
    .filter(({ access }) => access === 'OPEN')
    .map(({ key }) => ({ key, access: 'RESTRICTED' as const }));
}

/** The last line up to the position of each key and access. */
function readLines(
  dataSource: DataSource,
  cells: readonly BoardCell[],
  { position }: BoardPoint,
): Promise<Line[]> {
  const wanted = cells.flatMap(({ shares }, cell) => {
    const hidden = openKeys(shares).filter(
      ({ key }) => !shares.some((share) => share.key === key && share.access === 'RESTRICTED'),
    );
    return [...shares, ...hidden].map((share) => ({ cell, ...share }));
  });
  return askPrepared(
    dataSource,
    `select k.*, t.* from unnest($1::integer[], $2::text[], $3::text[]) as k (cell, key, access)
     cross join lateral (
       select ${BOARD_COUNTERS.join(', ')}, latest from ${TOTALS} t
       where t.area = k.key and t.access = k.access and t.position <= $4 order by t.position desc limit 1) t`,
    [
      wanted.map(({ cell }) => cell),
      wanted.map(({ key }) => key),
      wanted.map(({ access }) => access),
      position,
    ],
  );
}

function linesOf(lines: readonly Line[], cell: number, shares: readonly CellShare[]): Line[] {
  return lines.filter(
    (line) =>
      line.cell === cell && shares.some(({ key, access }) => line.key === key && line.access === access),
  );
}

function sumOf(
  lines: readonly Line[],
  cell: number,
  shares: readonly CellShare[],
): Record<BoardCounter, number> {
  const sum: Record<BoardCounter, number> = { ...NO_COUNTERS };
  for (const line of linesOf(lines, cell, shares)) {
    for (const name of BOARD_COUNTERS) sum[name] += line[name];
  }
  return sum;
}

function latestOf(lines: readonly Line[], cell: number, shares: readonly CellShare[]): Date | null {
  const times = linesOf(lines, cell, shares).flatMap(({ latest }) => latest?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.max(...times));
}

async function readExceptions(
  dataSource: DataSource,
  { principal }: BoardReader,
  { position, isLive }: BoardPoint,
): Promise<Exception[]> {
  const parameters = new SqlParameters();
  const barred = accusesOffices(parameters, principal, 'n.');
  const at = isLive ? null : parameters.add(position);
  return askPrepared<Exception>(
    dataSource,
    `select json_build_object('area', n.area, 'access', n.access, 'accused_area', n.accused_area,
              'accused_agency', n.accused_agency) as now, row_to_json(t) as row
     from ${BOARD} n cross join lateral (${rowThen(at)}) t where ${barred}${at === null ? '' : ` or n.rights_since > ${at}`}`,
    parameters.values,
  );
}

/** The row of the case `n` as it was at a position, or as it is. */
function rowThen(at: string | null): string {
  const current = `select ${COLUMNS} from ${BOARD} c where c.id = n.id`;
  if (at === null) return current;
  return `${current} and c.since <= ${at}
    union all select ${COLUMNS} from ${BOARD_PAST} p where p.id = n.id and p.since <= ${at} and p.until > ${at}`;
}

/** Takes the case out of the row in which the totals count it, and puts it where the person does. */
function correct(
  reader: BoardReader,
  cells: readonly BoardCell[],
  counted: Record<BoardCounter, number>[],
  hidden: number[],
  { now, row }: Exception,
): void {
  const keys = row.archived ? [] : boardKeys(row.area);
  const shares = countsOf(row);
  const countedIn = placeOf(cells, keys, row.access);
  if (countedIn >= 0) add(counted[countedIn], shares, -1);
  else if (row.access === 'RESTRICTED') addOpen(hidden, placeOf(cells, keys, 'OPEN'), shares, -1);
  const own = cells.findIndex((cell) => isIn(cell, row.area));
  if (own < 0) return;
  if (counts(reader, now)) add(counted[own], shares, 1);
  else if (couldCount(reader, now)) addOpen(hidden, own, shares, 1);
}

/** The row whose totals hold what is counted under one of the keys; -1 where none does. */
function placeOf(cells: readonly BoardCell[], keys: readonly string[], access: string): number {
  return cells.findIndex(({ shares }) =>
    shares.some((share) => share.access === access && keys.includes(share.key)),
  );
}

function addOpen(hidden: number[], cell: number, { open = 0 }: Partial<BoardCounters>, sign: 1 | -1): void {
  if (cell >= 0) hidden[cell] = (hidden[cell] ?? 0) + sign * open;
}

/** True where only that the case is restricted keeps the person from counting it. */
function couldCount(reader: BoardReader, now: CountedCase): boolean {
  return now.access === 'RESTRICTED' && counts(reader, { ...now, access: 'OPEN' });
}

/** Whether a board's row is that of the area, whatever part of it the person sees. */
function isIn({ area, here }: BoardCell, code: string): boolean {
  return here ? code === area : covers(area, code);
}

function add(
  counters: Record<BoardCounter, number> | undefined,
  shares: Partial<BoardCounters>,
  sign: 1 | -1,
): void {
  if (counters === undefined) return;
  for (const name of BOARD_COUNTERS) counters[name] += sign * (shares[name] ?? 0);
}
