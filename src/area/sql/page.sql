-- A page of what was found. $3 rank and $4 code to begin after, or null; $5 how many
select
  (select count(*)::int from found) as total,
  array(
    select json_build_object('code', code, 'rank', rank)
    from found
    where $3::int is null or rank < $3 or (rank = $3 and code > $4)
    order by rank desc, code
    limit $5
  ) as page
