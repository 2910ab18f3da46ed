-- All areas in the order of their codes. $1 parents and $2 levels, or null
select code, 0 as rank
from area
where ($1::text[] is null or parent = any ($1)) and ($2::text[] is null or level = any ($2))
