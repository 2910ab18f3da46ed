import type { DataSource } from 'typeorm';
import { DAY_MS, dateOf, localOf } from '../../calendar/area-calendar.js';
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

type Line = Readonly<Record<string, number>>;

const TOTALS = totalsTableOf(caseBoard, dayTotals);
/** Of today (day 0) and of all days before (1). */
const SUMS = dayTotals.counters.map((name) => `sum(${name})::integer as ${name}`).join(', ');

/** For each cell the categories without clusters of which today brought more than the policy calls usual. */
export async function readAboveUsual(
  dataSource: DataSource,
  cells: readonly BoardCell[],
  { position, at }: BoardPoint,
  leftOut: readonly CaseBoardRow[],
  policy: EscalationPolicy,
): Promise<AboveUsual[][]> {
  const { days } = policy.aboveUsual;
  const keys = cells.flatMap((cell, index) =>
    cell.shares.flatMap((share) =>
      daysOf(share.key, at, days).map((date, day) => ({ index, ...share, date, day })),
    ),
  );
  const lines = await dataSource.query<Line[]>(
    `select k.cell, least(k.day, 1) as day, ${SUMS} from unnest($1::integer[], $2::text[], $3::text[], $4::integer[], $5::text[]) as k (cell, area, date, day, access)
     cross join lateral (
       select ${dayTotals.counters.join(', ')} from ${TOTALS} t
       where t.area = k.area and t.access = k.access and t.day = k.date and t.position <= $6
       order by t.position desc limit 1) t group by 1, 2`,
    [
      keys.map(({ index }) => index),
      keys.map(({ key }) => key),
      keys.map(({ date }) => date),
      keys.map(({ day }) => day),
      keys.map(({ access }) => access),
      position,
    ],
  );
  const without = keys.flatMap(({ index, day, ...place }) =>
    leftOut.flatMap((row) => sharesOn(row, place).map((one) => ({ ...one, cell: index, day }))),
  );
  const all: readonly Line[] = [...lines, ...without];
  return cells.map((_, cell) =>
    aboveUsual(
      all.filter((line) => line.cell === cell),
      policy,
    ),
  );
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

function aboveUsual(lines: readonly Line[], { aboveUsual, clusters }: EscalationPolicy): AboveUsual[] {
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
