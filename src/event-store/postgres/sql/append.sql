select item, outcome, rev, pos, at
from es_append($1::text[], $2::integer[], $3::integer[], $4::uuid[], $5::text[], $6::text[], $7::text[])
