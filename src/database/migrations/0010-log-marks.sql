-- Where a log that stands outside this database was at what time: one mark for a thousand events and one wherever its
-- clock went back. They follow from the log and are made again where they are missing.
create table log_mark (
  log      text not null,
  position text collate "C" not null,
  event_id uuid not null,
  -- Events up to here, this one included, and the latest of their times.
  number   bigint not null,
  at       timestamptz(3) not null,
  primary key (log, position)
);
