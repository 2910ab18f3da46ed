select e.pos, s.name as stream, e.rev, e.id, e.type, e.data, e.meta, e.at
from es_stream s
join es_event e on e.stream_id = s.id
where s.name = $1 and e.rev >= $2
order by e.rev
limit $3
