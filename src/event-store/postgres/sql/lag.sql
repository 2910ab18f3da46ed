select greatest((select coalesce(max(pos), 0) from es_event) - $1::bigint, 0) as events,
       extract(epoch from clock_timestamp() - (select at from es_event where pos > $1 order by pos limit 1))::float8 as seconds
