select e.pos, s.name as stream, e.rev, e.id, e.type, e.data, e.meta, e.at
from (select * from es_event where pos > $1 order by pos limit $2) e
join es_stream s on s.id = e.stream_id
order by e.pos
