import type { Position } from '../../../event-store/recorded-event.js';
import { pastTableOf, tableOf } from '../../../projection/projection.js';
import { caseList } from './case-list.projection.js';
import type { SqlParameters } from './visible-cases.js';

const CURRENT = tableOf(caseList);
const PAST = pastTableOf(caseList);
const COLUMNS = Object.keys(caseList.columns).join(', ');

/** The rows that stand (null), or those that stood when the log ended at the position. */
export function rowsAt(parameters: SqlParameters, position: Position | null): string {
  if (position === null) return CURRENT;
  const at = parameters.add(position);
  return `(select ${COLUMNS} from ${CURRENT} where since <= ${at}
    union all select ${COLUMNS} from ${PAST} where since <= ${at} and until > ${at})`;
}

/** A condition on rights, which are today's whatever the rows are of. */
export function seenToday(condition: string, position: Position | null): string {
  return position === null ? condition : `id in (select id from ${CURRENT} where ${condition})`;
}
