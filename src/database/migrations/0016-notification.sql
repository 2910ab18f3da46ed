-- Up to which event of the log it is decided who must be told; one row. Its beginning is the log's end when the service
-- that brought this table first started: what had happened before is told to nobody.
create table notification_checkpoint (
  is_one   boolean primary key default true check (is_one),
  -- Null before every event.
  position text collate "C",
  event_id uuid
);

-- What somebody had to be told of, once for each office and event that caused it; decided when the row is written.
create table notification (
  id         uuid primary key,
  stream     text collate "C" not null,
  revision   integer not null,
  -- Codes and numbers, never personal data; null where it could not be decided.
  news       jsonb,
  failure    text,
  decided_at timestamptz not null default clock_timestamp()
);
create index notification_failed on notification (decided_at) where failure is not null;

-- What goes out, one row for each person and channel. The id is what the receiver knows it by, also when it comes again.
create table outbox (
  id           uuid primary key,
  notification uuid not null references notification (id),
  -- Null where nobody holds the office that must act: only a webhook can tell that.
  person       uuid,
  channel      text not null check (channel in ('webhook', 'email')),
  state        text not null default 'waiting' check (state in ('waiting', 'sent', 'stopped', 'dead')),
  -- Not to be sent before: the end of quiet hours, or of the wait after a failed try.
  due_at       timestamptz not null default clock_timestamp(),
  -- Somebody is sending it, until then at the latest.
  leased_until timestamptz,
  tries        integer not null default 0,
  -- Why it was stopped, is dead, or failed last: a code, never what the other side said.
  reason       text,
  changed_at   timestamptz not null default clock_timestamp()
);
create index outbox_due on outbox (due_at) where state = 'waiting';
create index outbox_dead on outbox (changed_at) where state = 'dead';
create index outbox_notification on outbox (notification);

-- Where a person is told; nobody has to have one.
alter table person add column email text;
