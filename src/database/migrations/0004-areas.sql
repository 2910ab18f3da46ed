-- Administrative areas of Indonesia with their official codes. The service fills the table from the package
-- idn-area-data and makes its key and indexes after the rows, which halves the time.

create extension if not exists pg_trgm;

create table area (
  code text collate "C" not null,
  -- Code of the area above; '' for provinces.
  parent text collate "C" not null,
  level text not null check (level in ('PROVINCE', 'REGENCY', 'DISTRICT', 'VILLAGE')),
  -- Tells areas of one name apart: 'kota' Semarang and 'kabupaten' Semarang.
  kind text not null,
  name text not null,
  -- Names from the province down to the area itself.
  path text[] not null,
  zone text not null check (zone in ('WIB', 'WITA', 'WIT')),
  -- Words of the name in small letters, without the word for the kind of a kab/kota.
  search text not null,
  -- The same without spaces, for names that are written together or apart.
  compact text collate "C" not null generated always as (replace(search, ' ', '')) stored
);

-- Which edition of the areas the table holds.
create table area_edition (
  only_one boolean primary key default true check (only_one),
  edition text not null,
  loaded_at timestamptz not null default now()
);
