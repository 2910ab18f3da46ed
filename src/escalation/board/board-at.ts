import type { SqlParameters } from '../../case/views/case-list/visible-cases.js';
import type { Position } from '../../event-store/recorded-event.js';
import { pastTableOf, tableOf } from '../../projection/projection.js';
import { caseBoard } from './case-board.projection.js';

export const BOARD = tableOf(caseBoard);
export const BOARD_PAST = pastTableOf(caseBoard);

/** Which rows a question is about: those that stand, or those that stood when the log ended at the position. */
export interface BoardPoint {
  readonly position: Position;
  /** The instant that the position stands for. */
  readonly at: Date;
  /** True for now: no past row has to be looked at. */
  readonly isLive: boolean;
}

/** The columns of the rows that meet a condition at a point of the log. */
export function boardRowsAt(
  parameters: SqlParameters,
  { position, isLive }: BoardPoint,
  columns: string,
  condition: string,
): string {
  if (isLive) return `(select ${columns} from ${BOARD} where ${condition})`;
  const at = parameters.add(position);
  return `(select ${columns} from ${BOARD} where since <= ${at} and ${condition}
    union all select ${columns} from ${BOARD_PAST} where since <= ${at} and until > ${at} and ${condition})`;
}
