insert into log_mark (log, position, event_id, number, at)
select $1, position, event_id, number, at
from unnest($2::text[], $3::uuid[], $4::bigint[], $5::timestamptz[]) as m(position, event_id, number, at)
on conflict do nothing
