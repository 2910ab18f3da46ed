import { tableOf } from '../../projection/projection.js';
import type { TimerSource } from './timer-source.js';

/**
 * A query for the rows of all sources whose instant has come, the oldest first. `$1`: so many at most; `$2`: milliseconds
 * by which the service's clock was moved; `$3`: milliseconds that must have passed since the instant. A view that is
 * built for the first time shows clocks that have ended long ago: it is left out.
 */
export function dueRows(sources: readonly TimerSource[], where: 'unclaimed' | 'all'): string {
  const each = sources.map((source) => `(${dueRowsOf(source, where)})`).join('\n union all\n');
  return `select * from (${each}) due order by due_at limit $1`;
}

function dueRowsOf({ name, projection }: TimerSource, where: 'unclaimed' | 'all'): string {
  // statement_timestamp() stands still in a statement, so that the index can be used.
  return `select '${name}'::text as source, t.${projection.key}::text as key, t.next_clock as clock, t.next_due_at as due_at
   from ${tableOf(projection)} t
   where t.next_due_at <= statement_timestamp() + ($2::float8 - $3::float8) * interval '1 millisecond'
     and (select caught_up from projection_checkpoint
          where name = '${projection.name}' and version = ${projection.version} and build = 'live')
     ${where === 'all' ? '' : `and not exists (${claimOf(name, projection.key)})`}
   order by t.next_due_at limit $1`;
}

function claimOf(name: string, key: string): string {
  return `select from timer_claim c where c.source = '${name}' and c.key = t.${key}::text
       and c.clock = t.next_clock and c.leased_until > statement_timestamp()`;
}
