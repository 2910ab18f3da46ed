select wish.number::int as wish, event.*
from unnest($1::text[], $2::integer[]) with ordinality as wish (stream, first, number)
cross join lateral (
  select pos, stream, rev, id, type, data, meta, at
  from es_event
  where stream = wish.stream and rev >= wish.first
  order by rev
) event
order by wish.number, event.rev
