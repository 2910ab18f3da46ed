select coalesce(max(pos), 0) as pos from es_event
