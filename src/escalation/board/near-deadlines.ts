import type { DataSource } from 'typeorm';
import { SqlParameters } from '../../case/views/case-list/visible-cases.js';
import { askPrepared } from '../../database/prepared.js';
import { BOARD, BOARD_PAST, type BoardPoint } from './board-at.js';
import type { BoardCell } from './board-cells.js';

/** The nearest deadline of an area. */
export interface NearDeadline {
  readonly caseId: string;
  readonly kind: string;
  readonly at: string;
}

/** How long before the instant a deadline may lie that no timer has fired yet. */
const SLACK_MS = 3_600_000;
/** No clock runs longer than this after it was set: seven working days with the longest holidays between. */
const LONGEST_MS = 31 * 24 * SLACK_MS;
/** Lengths of codes of which the view has an index by nearest deadline; a longer one is found below the last. */
const LENGTHS = [2, 5, 8];
const COLUMNS = 'id, deadline_kind, deadline_at';
/** Of several that are due at one instant always the same, in whatever order the rows were written. */
const NEAREST = 'deadline_at, id';

interface Wanted {
  readonly cell: number;
  /** Null where both count: one look-up finds the nearest, however few of one kind there are. */
  readonly access: string | null;
  readonly prefix: string;
  /** The area itself, where those below it do not count. */
  readonly exact: string | null;
}

/** The nearest deadline of a case that the person counts, for each cell; null where no clock runs. */
export async function readNearDeadlines(
  dataSource: DataSource,
  cells: readonly BoardCell[],
  point: BoardPoint,
  leftOut: readonly string[],
): Promise<(NearDeadline | null)[]> {
  const found = await Promise.all(
    LENGTHS.map((length, index) => {
      const wanted = cells.flatMap((cell, place) => wantedOf(cell, place, length, LENGTHS[index - 1] ?? 0));
      return wanted.length === 0 ? [] : read(dataSource, length, wanted, point, leftOut);
    }),
  );
  return cells.map((_, cell) => {
    const own = found.flat().filter((one) => one.cell === cell);
    const [first] = own.toSorted(nearestFirst);
    return first === undefined
      ? null
      : { caseId: first.id, kind: first.deadline_kind, at: first.deadline_at.toISOString() };
  });
}

/** As the statements order them. */
function nearestFirst(one: Found, other: Found): number {
  return one.deadline_at.getTime() - other.deadline_at.getTime() || (one.id < other.id ? -1 : 1);
}

/** The keys of a cell that the index of the length serves: the longest serves all that it cannot tell apart, too. */
function wantedOf({ shares }: BoardCell, cell: number, length: number, shorter: number): Wanted[] {
  return byKey(shares).flatMap(({ key, access }): Wanted[] => {
    const isExact = key.endsWith('=');
    const area = isExact ? key.slice(0, -1) : key;
    const isLongest = length === LENGTHS.at(-1);
    if (isExact || area.length > length) {
      return isLongest ? [{ cell, access, prefix: area.slice(0, length), exact: area }] : [];
    }
    return area.length > shorter ? [{ cell, access, prefix: area, exact: null }] : [];
  });
}

/** Each key once. */
function byKey(shares: BoardCell['shares']): { key: string; access: string | null }[] {
  return [...new Set(shares.map(({ key }) => key))].map((key) => {
    const own = shares.filter((share) => share.key === key);
    return { key, access: own.length > 1 ? null : (own[0]?.access ?? null) };
  });
}

interface Found {
  readonly cell: number;
  readonly id: string;
  readonly deadline_kind: string;
  readonly deadline_at: Date;
}

function read(
  dataSource: DataSource,
  length: number,
  wanted: readonly Wanted[],
  point: BoardPoint,
  leftOut: readonly string[],
): Promise<Found[]> {
  const parameters = new SqlParameters();
  const columns = [
    `${parameters.add(wanted.map(({ cell }) => cell))}::integer[]`,
    `${parameters.add(wanted.map(({ access }) => access))}::text[]`,
    `${parameters.add(wanted.map(({ prefix }) => prefix))}::text[]`,
    `${parameters.add(wanted.map(({ exact }) => exact))}::text[]`,
  ];
  const isWanted = `left(area, ${length}) = k.prefix and (k.exact is null or area = k.exact)
    and open and deadline_at is not null and (k.access is null or access = k.access) and id <> all(${parameters.add(leftOut)}::uuid[])`;
  const nearest = point.isLive ? nearestNow(isWanted) : nearestThen(parameters, isWanted, point);
  return askPrepared<Found>(
    dataSource,
    `select k.cell, d.* from unnest(${columns.join(', ')}) as k (cell, access, prefix, exact) cross join lateral (${nearest}) d`,
    parameters.values,
  );
}

function nearestNow(isWanted: string): string {
  return `select ${COLUMNS} from ${BOARD} where ${isWanted} order by ${NEAREST} limit 1`;
}

/**
 * A deadline that ran then lies in the time that followed, so that the search begins there and soon ends. Rows that
 * stand now are looked at only for a nearer one.
 */
function nearestThen(parameters: SqlParameters, isWanted: string, { position, at }: BoardPoint): string {
  const then = parameters.add(position);
  const from = `${parameters.add(new Date(at.getTime() - SLACK_MS))}::timestamptz`;
  const until = `${parameters.add(new Date(at.getTime() + LONGEST_MS))}::timestamptz`;
  return `with past as (
      select ${COLUMNS} from ${BOARD_PAST}
      where ${isWanted} and deadline_at >= ${from} and deadline_at < ${until} and since <= ${then} and until > ${then}
      order by ${NEAREST} limit 1)
    select * from (
      select ${COLUMNS} from past
      union all (
        select ${COLUMNS} from ${BOARD}
        where ${isWanted} and deadline_at >= ${from}
          and deadline_at < ${until} and deadline_at <= coalesce((select deadline_at from past), ${until})
          and since <= ${then}
        order by ${NEAREST} limit 1)) nearest
    order by ${NEAREST} limit 1`;
}
