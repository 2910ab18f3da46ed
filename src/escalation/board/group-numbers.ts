import type { DataSource } from 'typeorm';
import { inArea, SqlParameters } from '../../case/views/case-list/visible-cases.js';
import { BOARD, type BoardPoint, boardRowsAt } from './board-at.js';
import type { BoardReader } from './board-cells.js';
import { countedBy } from './board-rights.js';
import { BOARD_COUNTERS, type BoardCounter, type BoardCounters, TENSION } from './board-totals.js';
import type { NearDeadline } from './near-deadlines.js';

/** The numbers of the open cases of one agency or category. */
export interface GroupNumbers {
  /** Code of the agency that leads, or of the category; null where no agency was assigned. */
  readonly code: string | null;
  readonly counters: BoardCounters;
  readonly heardAt: Date | null;
  readonly nextDeadline: NearDeadline | null;
}

/** By what the open cases of an area are grouped, and the column for it. */
export type Grouping = 'agency' | 'category';

const COLUMN: Readonly<Record<Grouping, string>> = { agency: 'lead', category: 'category' };

/** `countsOf`, as SQL; a test holds the two against each other. */
const COUNTED: Readonly<Record<BoardCounter, string>> = {
  open: 'true',
  ...(Object.fromEntries(
    ['E0', 'E1', 'E2', 'E3', 'E4'].map((level) => [level.toLowerCase(), `level = '${level}'`]),
  ) as Record<'e0' | 'e1' | 'e2' | 'e3' | 'e4', string>),
  unacknowledged: 'level is not null and not acknowledged',
  overdue: passed({ moment: 'due' }),
  handled: 'handled',
  tension_1: tension(1),
  tension_2: tension(2),
  tension_3: tension(3),
  tension_4: tension(4),
  not_handled: passed({ kind: 'handle', moment: 'due' }),
  no_progress: passed({ kind: 'progress', moment: 'due' }),
  statutory_near: passed({ kind: 'statutory', moment: 'alarm' }),
  statutory_passed: passed({ kind: 'statutory', moment: 'due' }),
  assignment_late: passed({ kind: 'assignment', moment: 'due' }),
  assignment_refused: 'refused_assignment is not null',
  proposal_open: 'proposal is not null',
  body_silent: passed({ kind: 'referral', moment: 'due' }),
};

type Row = Readonly<Record<BoardCounter, number>> & {
  readonly code: string | null;
  readonly heard_at: Date | null;
  readonly next: readonly [at: string, id: string, kind: string] | null;
};

/**
 * The open cases that the person counts, grouped. It reads every open case of the area: some 0.2 s for 300,000, and
 * for an instant of the past as much again for each time the cases changed since.
 */
export async function readGroups(
  dataSource: DataSource,
  by: Grouping,
  reader: BoardReader,
  point: BoardPoint,
): Promise<GroupNumbers[]> {
  const parameters = new SqlParameters();
  const counted = countedBy(parameters, reader);
  const mine = point.isLive ? counted : `id in (select id from ${BOARD} where ${counted})`;
  const columns = `id, ${COLUMN[by]} as code, level, status, severity, category, acknowledged, handled, marks,
    proposal, refused_assignment, heard_at, deadline_at, deadline_kind`;
  const isWanted = `open and ${inArea(parameters, reader.asked)} and ${mine}`;
  const numbers = BOARD_COUNTERS.map(
    (name) => `count(*) filter (where ${COUNTED[name]})::integer as ${name}`,
  );
  const rows = await dataSource.query<Row[]>(
    `select code, ${numbers.join(', ')}, max(heard_at) as heard_at,
       (min(array[to_char(deadline_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), id::text, deadline_kind])
         filter (where deadline_at is not null)) as next
     from ${boardRowsAt(parameters, point, columns, isWanted)} r group by code order by code nulls last`,
    parameters.values,
  );
  return rows.map(({ code, heard_at: heardAt, next, ...counters }) => ({
    code,
    counters,
    heardAt,
    nextDeadline: next === null ? null : { caseId: next[1], kind: next[2], at: next[0] },
  }));
}

function passed(mark: Readonly<Record<string, string>>): string {
  return `status <> 'RESOLVED' and marks @> '[${JSON.stringify(mark)}]'`;
}

function tension(severity: number): string {
  return `category in (${TENSION.map((category) => `'${category}'`).join(', ')}) and severity = ${severity}`;
}
