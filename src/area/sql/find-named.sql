-- Areas by a name as somebody types it, best first: the name itself, what begins with it, what is like it.
-- $1 parents and $2 levels, or null; $6 the words without one for a kind; $7 all words, null where these are the
-- same; $8 the kind; $9 code of an area that is also called so; $10 true where the text is long enough for likeness.
-- Kota is the only word for a kind with which many names of kecamatan and villages begin.
with asked as (
  select bare, whole, length(bare) as bare_length, length(whole) as whole_length
  from (select replace($6, ' ', '') as bare, replace(coalesce($7, $6), ' ', '') as whole) compacted
)
select
  code,
  (
    case
      when code = $9 or compact = whole or (kind = $8 and compact = bare) then 20000
      when compact ^@ whole then 10000 + 1000 * whole_length / length(compact)
      when kind = $8 and compact ^@ bare then 10000 + 1000 * bare_length / length(compact)
      -- Shared trigrams, less where one is much longer, which trigrams alone do not mind.
      else greatest(
        greatest(similarity(search, $6), similarity(compact, bare)) * case when kind = $8 then 1200 else 1000 end
          * least(length(compact), bare_length) / greatest(length(compact), bare_length),
        similarity(search, $7) * 1000
          * least(length(compact), whole_length) / greatest(length(compact), whole_length)
      )
    end
  )::int * 10 - cardinality(path) as rank
from area, asked
where
  whole <> ''
  and (
    compact ^@ whole
    or (kind = $8 and compact ^@ bare)
    or code = $9
    or ($10 and (search % $6 or ($8 = 'kota' and search % $7)))
  )
  and ($1::text[] is null or parent = any ($1))
  and ($2::text[] is null or level = any ($2))
