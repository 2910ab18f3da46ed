select pos from es_event where at <= $1 order by at desc, pos desc limit 1
