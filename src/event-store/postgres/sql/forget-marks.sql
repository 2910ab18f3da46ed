delete from log_mark where log = $1 and position >= $2
