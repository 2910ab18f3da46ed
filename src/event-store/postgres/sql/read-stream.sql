select pos, stream, rev, id, type, data, meta, at
from es_event
where stream = $1 and rev >= $2
order by rev
limit $3
