import type { Position } from '../../../event-store/recorded-event.js';
import { tableOf } from '../../../projection/projection.js';
import * as view from '../../../projection/rows-at.js';
import { caseList } from './case-list.projection.js';
import type { SqlParameters } from './visible-cases.js';

/** The rows that stand (null), or those that stood when the log ended at the position. */
export function rowsAt(parameters: SqlParameters, position: Position | null): string {
  return view.rowsAt(caseList, position, parameters);
}

/** A condition on rights, which are today's whatever the rows are of. */
export function seenToday(condition: string, position: Position | null): string {
  return position === null ? condition : `id in (select id from ${tableOf(caseList)} where ${condition})`;
}
