import type { DataSource } from 'typeorm';
import { DAY_MS, dateOf, localOf } from '../../calendar/area-calendar.js';
import { askPrepared } from '../../database/prepared.js';
import { totalsTableOf } from '../../projection/projection.js';
import type { EscalationPolicy } from '../policy/escalation-policy.js';
import type { BoardPoint } from './board-at.js';
import type { BoardCell, CellShare } from './board-cells.js';
import { COUNTED_CATEGORIES, dayTotals, localDay } from './board-totals.js';
import { caseBoard } from './case-board.projection.js';
import type { CaseBoardRow } from './case-board.row.js';

/** More cases of a category came in today than the area is used to. */
export interface AboveUsual {
  readonly category: string;
  readonly today: number;
  /** Mean of the days before. */
  readonly usual: number;
}

/** What a day brought to a cell: the cell, the day (0: today), and cases by category. */
export type DayLine = Readonly<Record<string, number>>;

/** One look-up in the running totals of the days. */
interface Wanted extends CellShare {
  readonly cell: number;
  readonly date: string;
  /** Days before today. */
  readonly day: number;
}

const TOTALS = totalsTableOf(caseBoard, dayTotals);
/** Of today (day 0) and of all days before (1). */
const SUMS = dayTotals.counters.map((name) => `sum(${name})::integer as ${name}`).join(', ');

/** What today brought to each cell; and, where that is enough to ask what is usual, the days before. */
export async function readDays(
  dataSource: DataSource,
  cells: readonly BoardCell[],
  point: BoardPoint,
  { aboveUsual: { days, atLeast } }: EscalationPolicy,
): Promise<DayLine[]> {
  const wanted = wantedOf(cells, point, days);
  const today = await read(
    dataSource,
    wanted.filter(({ day }) => day === 0),
    point,
  );
  const busy = new Set(today.filter((line) => countedOf(line) >= atLeast).map(({ cell }) => cell));
  const before = wanted.filter(({ cell, day }) => day > 0 && busy.has(cell));
  return before.length === 0 ? today : [...today, ...(await read(dataSource, before, point))];
}

/** For each cell the categories without clusters of which today brought more than the policy calls usual. */
export function aboveUsualOf(
  lines: readonly DayLine[],
  cells: readonly BoardCell[],
  point: BoardPoint,
  leftOut: readonly CaseBoardRow[],
  policy: EscalationPolicy,
): AboveUsual[][] {
  const without =
    leftOut.length === 0
      ? []
      : wantedOf(cells, point, policy.aboveUsual.days).flatMap(({ cell, day, ...place }) =>
          leftOut.flatMap((row) => sharesOn(row, place).map((one) => ({ ...one, cell, day }))),
        );
  const all: readonly DayLine[] = [...lines, ...without];
  return cells.map((_, cell) =>
    aboveUsual(
      all.filter((line) => line.cell === cell),
      policy,
    ),
  );
}

function wantedOf(cells: readonly BoardCell[], { at }: BoardPoint, days: number): Wanted[] {
  return cells.flatMap(({ shares }, cell) =>
    shares.flatMap((share) =>
      daysOf(share.key, at, days).map((date, day) => ({ cell, ...share, date, day })),
    ),
  );
}

function read(
  dataSource: DataSource,
  wanted: readonly Wanted[],
  { position }: BoardPoint,
): Promise<DayLine[]> {
  return askPrepared<DayLine>(
    dataSource,
    `select k.cell, least(k.day, 1) as day, ${SUMS} from unnest($1::integer[], $2::text[], $3::text[], $4::integer[], $5::text[]) as k (cell, area, date, day, access)
     cross join lateral (
       select ${dayTotals.counters.join(', ')} from ${TOTALS} t
       where t.area = k.area and t.access = k.access and t.day = k.date and t.position <= $6
       order by t.position desc limit 1) t group by 1, 2`,
    [
      wanted.map(({ cell }) => cell),
      wanted.map(({ key }) => key),
      wanted.map(({ date }) => date),
      wanted.map(({ day }) => day),
      wanted.map(({ access }) => access),
      position,
    ],
  );
}

/** Cases of the category that a line has most of. */
function countedOf(line: DayLine): number {
  return Math.max(...dayTotals.counters.map((name) => line[name] ?? 0));
}

/** What a case that the person does not count adds to a day of an area, to be taken off. */
function sharesOn(
  row: CaseBoardRow,
  { key: area, access, date }: CellShare & { readonly date: string },
): Record<string, number>[] {
  return dayTotals
    .of(row)
    .filter(({ key }) => key[0] === area && key[1] === access && key[2] === date)
    .map(({ counters }) =>
      Object.fromEntries(Object.entries(counters).map(([name, value]) => [name, -value])),
    );
}

/** Today and the days before it, as the area has them. */
function daysOf(key: string, at: Date, days: number): string[] {
  const today = localOf(`${localDay(at, key.replace('=', ''))}T00:00`);
  return Array.from({ length: days + 1 }, (_, back) => dateOf(today - back * DAY_MS));
}

function aboveUsual(lines: readonly DayLine[], { aboveUsual, clusters }: EscalationPolicy): AboveUsual[] {
  const clustered = new Set(clusters.flatMap(({ categories }) => categories));
  return COUNTED_CATEGORIES.filter((category) => !clustered.has(category)).flatMap((category) => {
    const sum = (ofDay: (day: number) => boolean): number =>
      lines
        .filter(({ day }) => day !== undefined && ofDay(day))
        .reduce((total, line) => total + (line[category.toLowerCase()] ?? 0), 0);
    const today = sum((day) => day === 0);
    const usual = sum((day) => day > 0) / aboveUsual.days;
    const isAbove = today >= aboveUsual.atLeast && today > usual * aboveUsual.factor;
    return isAbove ? [{ category, today, usual: Math.round(usual * 10) / 10 }] : [];
  });
}
