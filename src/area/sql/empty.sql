alter table area drop constraint if exists area_pkey;
drop index if exists area_parent, area_compact, area_search;
truncate area
