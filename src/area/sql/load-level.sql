-- The areas of one level; those above them stand already. $1 level, then a list for each column.
insert into area (code, parent, level, kind, name, path, zone, search)
select given.code, given.parent, $1, kind, name, coalesce(above.path, '{}') || name, zone, search
from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
  as given (code, parent, kind, name, zone, search)
left join (select code, path from area where level <> 'VILLAGE') above on above.code = given.parent
