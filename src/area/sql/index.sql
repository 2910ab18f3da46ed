alter table area add constraint area_pkey primary key (code);
create index area_parent on area (parent);
create index area_compact on area (compact);
create index area_search on area using gin (search gin_trgm_ops)
