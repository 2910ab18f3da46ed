-- The installation's secret: signs request hashes and cursors. Made by the first process that starts.
create table installation (
  key      bytea not null check (length(key) >= 32),
  only_one boolean primary key default true check (only_one)
);
