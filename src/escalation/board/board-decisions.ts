import type { DataSource } from 'typeorm';
import { caseList } from '../../case/views/case-list/case-list.projection.js';
import { inArea, SqlParameters, visibleCases } from '../../case/views/case-list/visible-cases.js';
import { askPrepared } from '../../database/prepared.js';
import { tableOf } from '../../projection/projection.js';
import { type BoardPoint, boardRowsAt } from './board-at.js';
import type { BoardReader } from './board-cells.js';
import { TO_ACKNOWLEDGE, TO_DECIDE } from './case-board.projection.js';
import type { OpenProposal, RefusedAssignment } from './case-board.row.js';

/** Something that a person has to decide on. */
export type OpenDecision = CaseDecision | OverdueDirection;

/** A direction whose time is up. */
export interface OverdueDirection {
  readonly kind: 'overdue_direction';
  readonly directionId: string;
  /** The first of its cases that the reader may see. */
  readonly caseId: string | null;
  /** To whose area it was given. */
  readonly area: string;
  readonly text: string;
  readonly since: string;
}

/** A case that waits for a decision. */
export interface CaseDecision {
  readonly kind: 'proposal' | 'refused_assignment' | 'unacknowledged';
  readonly caseId: string;
  readonly number: string;
  readonly category: string;
  readonly area: string;
  readonly level: string | null;
  readonly proposal: OpenProposal | null;
  readonly refused: RefusedAssignment | null;
  readonly since: string;
}

/** A board shows no more: who has so many to decide on begins with the gravest. */
const MAX_DECISIONS = 100;
const LIST = tableOf(caseList);

interface Row {
  readonly id: string;
  readonly number: string;
  readonly category: string;
  readonly area: string;
  readonly level: string | null;
  readonly holder_area: string | null;
  readonly held_since: Date | null;
  readonly acknowledged: boolean;
  readonly proposal: OpenProposal | null;
  readonly refused_assignment: RefusedAssignment | null;
}

/**
 * What waits for a decision at a point of the log, the gravest first: open proposals and refused assignments in the area,
 * and the cases of which the office of the reader's own level has yet to say that it knows. Only what the person may see.
 */
export async function readDecisions(
  dataSource: DataSource,
  { principal, scopes }: BoardReader,
  point: BoardPoint,
): Promise<CaseDecision[]> {
  if (scopes.length === 0) return [];
  const parameters = new SqlParameters();
  const columns =
    'id, category, area, level, severity, holder_area, held_since, acknowledged, proposal, refused_assignment';
  const inScope = scopes.map((scope) => inArea(parameters, scope)).join(' or ');
  const offices = parameters.add(scopes);
  const toDecide = boardRowsAt(parameters, point, columns, `(${inScope}) and open and ${TO_DECIDE}`);
  const isHeld = `holder_area = any(${offices}) and open and ${TO_ACKNOWLEDGE} and not ${TO_DECIDE}`;
  const toAcknowledge = boardRowsAt(parameters, point, columns, isHeld);
  const rows = await askPrepared<Row>(
    dataSource,
    `select r.*, v.number from (select * from ${toDecide} d union all select * from ${toAcknowledge} a) r
     join (select id, number from ${LIST} where ${visibleCases(parameters, principal)}) v using (id)
     order by level desc, severity desc, held_since, id limit ${MAX_DECISIONS}`,
    parameters.values,
  );
  return rows.flatMap((row) => decisionsOf(row, scopes));
}

function decisionsOf(row: Row, offices: readonly string[]): CaseDecision[] {
  const { id: caseId, number, category, area, level, proposal, refused_assignment: refused } = row;
  const about = { caseId, number, category, area, level, proposal, refused };
  const waits =
    level !== null && !row.acknowledged && row.holder_area !== null && offices.includes(row.holder_area);
  return [
    ...(proposal === null ? [] : [{ ...about, kind: 'proposal' as const, since: proposal.at }]),
    ...(refused === null ? [] : [{ ...about, kind: 'refused_assignment' as const, since: refused.at }]),
    ...(waits && row.held_since !== null
      ? [{ ...about, kind: 'unacknowledged' as const, since: row.held_since.toISOString() }]
      : []),
  ];
}
