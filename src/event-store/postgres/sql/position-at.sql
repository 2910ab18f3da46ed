-- Positions are gapless and `at` never goes back along them, so the last one at or before an instant is found by
-- halving, without an index on `at`.
with recursive search (low, high) as (
  select 0::bigint, coalesce(max(pos), 0) from es_event
  union all
  select case when e.at <= $1 then e.pos else s.low end,
         case when e.at <= $1 then s.high else e.pos - 1 end
  from search s
  join es_event e on e.pos = (s.low + s.high + 1) / 2
  where s.low < s.high
)
select low as pos from search where low = high
