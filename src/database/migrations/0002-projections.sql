-- How far each build of a view has come. `build` is 'live', or 'rebuild' while a second table of the same version
-- is built beside it.
create table projection_checkpoint (
  name        text not null,
  version     integer not null,
  build       text not null default 'live',
  position    text collate "C",
  event_id    uuid,
  owner_epoch bigint not null default 0,
  caught_up   boolean not null default false,
  failure     text,
  updated_at  timestamptz not null default clock_timestamp(),
  -- When a process that reads this version was last alive; an old version is retired when nobody was for a day.
  reported_at timestamptz not null default clock_timestamp(),
  primary key (name, version, build)
);

-- Streams that a projection could not read on: nothing after `revision` is in the view until it is retried or skipped.
create table projection_parked (
  name       text not null,
  version    integer not null,
  stream     text collate "C" not null,
  revision   integer not null,
  event_id   uuid not null,
  type       text not null,
  error      text not null,
  parked_at  timestamptz not null default clock_timestamp(),
  -- What an operator asked for: null, 'retry' or 'skip'; done by the projection's owner.
  wish       text check (wish in ('retry', 'skip')),
  primary key (name, version, stream)
);
