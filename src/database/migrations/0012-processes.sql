-- How far each process that reacts to changed rows of a view has come, and of which view.
create table process_checkpoint (
  name       text primary key,
  projection text not null,
  position   text collate "C",
  event_id   uuid,
  updated_at timestamptz not null default clock_timestamp()
);

-- Rows that a process could not handle: it does nothing about them until they change, or are retried or skipped.
create table process_parked (
  name      text not null,
  key       text collate "C" not null,
  position  text collate "C" not null,
  error     text not null,
  parked_at timestamptz not null default clock_timestamp(),
  -- What an operator asked for: null, 'retry' or 'skip'; done by the process's owner. A row that its view read late
  -- comes in with the wish to be handled.
  wish      text check (wish in ('retry', 'skip')),
  primary key (name, key)
);

-- Timers that somebody is firing, has just fired, or fires again later. The timers themselves are rows of views: what a
-- crash takes from here is claimed again, and a timer that fires again is found recorded.
create unlogged table timer_claim (
  timer_id     uuid primary key,
  source       text not null,
  key          text collate "C" not null,
  clock        jsonb not null,
  due_at       timestamptz not null,
  leased_until timestamptz not null,
  -- How often it was claimed.
  tries        integer not null default 1,
  -- When it was last answered; it is due no more as soon as its view has read so.
  fired_at     timestamptz,
  last_error   text
);
create index on timer_claim (source, key);
create index on timer_claim (leased_until);

-- The processes that fire timers, so that every process can tell whether a backlog is being worked off.
create unlogged table timer_runner (
  id          uuid primary key,
  -- False from a start, or from an outage, until no due timer was left.
  caught_up   boolean not null default false,
  -- When it last fired; before the first time, when it started.
  fired_at    timestamptz not null,
  reported_at timestamptz not null default clock_timestamp()
);
