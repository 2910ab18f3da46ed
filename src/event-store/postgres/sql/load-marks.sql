select position, event_id, number, at from log_mark where log = $1 order by position
