select id from es_event where pos = $1
