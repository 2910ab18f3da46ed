import { caseList } from '../../../../case/views/case-list/case-list.projection.js';
import { pastTableOf, tableOf } from '../../../../projection/projection.js';

/** So many days are looked at, and so many cases at most: the newest. */
export const DAYS = 30;
export const MOST_CASES = 20_000;

const CASES = tableOf(caseList);
const PAST = pastTableOf(caseList);

/**
 * The cases of the last days with the height at which the policy would start them (0 is E0): by severity, by the depth
 * of the area, by the overrides. $1, $2: from, until; $3: heights by severity; $4: overrides as JSON. Restricted cases
 * are left out: the answer is for administrators, who may not count them.
 */
const RECENT = `recent as materialized (
  select id, category, subcategory, severity, area, status, held_level, recorded_at, occurred_at, received_at,
    string_to_array(area, '.') as path
  from ${CASES}
  where recorded_at >= $1 and recorded_at < $2 and not archived and access <> 'RESTRICTED'
  order by recorded_at desc limit ${MOST_CASES}
), overrides as (
  select * from jsonb_to_recordset($4::jsonb) as o(id text, height integer, categories text[], subcategories text[])
), based as (
  select recent.*, greatest(($3::integer[])[severity], 4 - cardinality(path)) as base from recent
), started as materialized (
  select based.*, greatest(base, (
    select max(height) from overrides
    where category = any(categories) or subcategory = any(subcategories)
  )) as height
  from based
)`;

/** Rows `family, rule, cases`: how many cases of each severity there were, and how many each override lifts. */
export const BY_START = `with ${RECENT}
select 'severity' as family, severity::text as rule, count(*)::integer as cases from started group by severity
union all
select 'override', overrides.id, count(*)::integer from based, overrides
where (category = any(categories) or subcategory = any(subcategories)) and base < overrides.height
group by overrides.id`;

/**
 * Rows `family, rule, cases`: how many cases waited longer than a rule's window, in plain hours. $5: rules as JSON. That a case
 * was seen is taken from the first status after RECEIVED, that it was taken up from the first after ASSIGNED, progress
 * from any change that is recorded.
 */
export const BY_TIME = `with ${RECENT}, states as (
  select started.id, stood.status, stood.updated_at from started, lateral (
    select status, updated_at from ${CASES} where id = started.id
    union all select status, updated_at from ${PAST} where id = started.id
  ) as stood
), silences as (
  select *, lead(updated_at, 1, case when status = any($6) then $2::timestamptz else updated_at end)
    over (partition by id order by updated_at) - updated_at as silence
  from states
), waits as (
  select id, min(updated_at) filter (where status <> 'RECEIVED') as seen_at,
    min(updated_at) filter (where status not in ('RECEIVED', 'VERIFIED', 'ASSIGNED')) as handled_at,
    max(silence) as silence
  from silences group by id
), rules as (
  select * from jsonb_to_recordset($5::jsonb) as r(id text, clock text, minutes integer, heights integer[])
)
select 'time' as family, rules.id as rule, count(*)::integer as cases
from started join waits using (id), rules
where case rules.clock
  when 'acknowledge' then height = any(heights) and coalesce(seen_at, $2) - recorded_at > make_interval(mins => minutes)
  when 'handle' then height = any(heights) and coalesce(handled_at, $2) - recorded_at > make_interval(mins => minutes)
  else greatest(height, substr(held_level, 2)::integer) = any(heights) and silence > make_interval(mins => minutes)
end
group by rules.id`;

/**
 * Rows `family, rule, clusters, cases`: windows of fixed length, one after the other, in which an area reached the threshold.
 * $5: rules as JSON; `part` is the depth of the areas that are counted, null where cases are.
 */
export const BY_CLUSTER = `with ${RECENT}, rules as (
  select * from jsonb_to_recordset($5::jsonb)
    as r(id text, categories text[], subcategories text[], severity integer, within integer, part integer,
      threshold integer, hours integer)
), windows as (
  select rules.id, count(*) as cases
  from started join rules on category = any(categories)
    and (subcategories is null or subcategory = any(subcategories))
    and started.severity >= rules.severity
    and cardinality(path) >= greatest(rules.within, coalesce(part, 0))
  group by rules.id, threshold, path[1:rules.within],
    floor(extract(epoch from coalesce(occurred_at, received_at)) / (hours * 3600))
  having case when min(part) is null then count(*) else count(distinct path[1:part]) end >= threshold
)
select 'cluster' as family, id as rule, count(*)::integer as clusters, sum(cases)::integer as cases
from windows group by id`;
