import type { Position } from '../event-store/recorded-event.js';
import { type AnyProjection, pastTableOf, tableOf } from './projection.js';

/**
 * The rows of a view that stand (null), or those that stood when the log ended at the position, as a table or a query
 * in brackets. Its values go to the parameters of the statement. Only for projections that keep their past.
 */
export function rowsAt(
  projection: Pick<AnyProjection, 'name' | 'version' | 'columns'>,
  position: Position | null,
  parameters: { add(value: unknown): string },
): string {
  const current = tableOf(projection);
  if (position === null) return current;
  const columns = Object.keys(projection.columns).join(', ');
  const at = parameters.add(position);
  return `(select ${columns} from ${current} where since <= ${at}
    union all select ${columns} from ${pastTableOf(projection)} where since <= ${at} and until > ${at})`;
}
