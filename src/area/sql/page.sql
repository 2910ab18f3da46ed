-- A page of what was found. $3 rank and $4 code to begin after, or null; $5 how many
select
  (select count(*)::int from found) as total,
  (
    select coalesce(json_agg(page), '[]')
    from (
      select code, rank
      from found
      where $3::int is null or rank < $3 or (rank = $3 and code > $4)
      order by rank desc, code
      limit $5
    ) page
  ) as page
