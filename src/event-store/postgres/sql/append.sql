select outcome, rev, pos, at
from es_append($1::integer[], $2::text[], $3::integer[], $4::text[]::uuid[], $5::text[], $6::text[], $7::text[])
