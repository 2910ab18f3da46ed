-- SHA-256 of the file, in hex: an id that is used again belongs to the same file. Empty for runs before this was kept.
alter table import_run add column file text not null default '';
