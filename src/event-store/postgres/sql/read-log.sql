select pos, stream, rev, id, type, data, meta, at
from es_event
where pos > $1
order by pos
limit $2
