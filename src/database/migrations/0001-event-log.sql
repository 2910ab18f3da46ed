-- The log. Positions are given under an advisory lock, from max(pos): gapless and in commit order.
create table es_log (
  id   text primary key,
  only_one boolean not null default true unique check (only_one)
);
insert into es_log (id) values (substr(md5(gen_random_uuid()::text), 1, 8));

create table es_stream (
  id   bigint generated always as identity primary key,
  name text collate "C" not null unique,
  rev  integer not null
) with (fillfactor = 70);

create table es_event (
  pos       bigint primary key,
  stream_id bigint not null,
  rev       integer not null,
  id        uuid not null unique,
  type      text not null,
  data      text not null,
  meta      text not null,
  at        timestamptz(3) not null,
  unique (stream_id, rev)
);
create index es_event_at on es_event (at, pos);

create function es_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'Events are never changed or removed.' using errcode = 'restrict_violation';
end $$;
create trigger es_event_append_only before update or delete on es_event
  for each row execute function es_append_only();
create trigger es_event_no_truncate before truncate on es_event
  for each statement execute function es_append_only();

-- One flush: requests of distinct streams, each with an exact revision (-1: the stream must not exist).
-- Answers one row a request: ok, dup (where it was stored before), conflict (with the current revision), overlap.
create function es_append(
  streams text[], expected integer[], counts integer[],
  ids uuid[], types text[], datas text[], metas text[]
) returns table (item integer, outcome text, rev integer, pos bigint, at timestamptz)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  last_pos bigint;
  last_at  timestamptz(3);
  now_at   timestamptz(3);
begin
  -- Held to the end of this one statement, never over a round trip.
  perform pg_advisory_xact_lock(7310171);
  select e.pos, e.at into last_pos, last_at from es_event e order by e.pos desc limit 1;
  last_pos := coalesce(last_pos, 0);
  now_at := greatest(clock_timestamp()::timestamptz(3), last_at);

  return query
  with request as materialized (
    select r.item, r.name, r.expected, r.count,
           sum(r.count) over (order by r.item) - r.count as before,
           s.id as stream_id, coalesce(s.rev, -1) as current
    from unnest(streams, expected, counts) with ordinality as r(name, expected, count, item)
    left join es_stream s on s.name = r.name
  ), event as materialized (
    select r.item, (e.n - r.before)::integer as nth, e.n, e.id, e.type, e.data, e.meta
    from unnest(ids, types, datas, metas) with ordinality as e(id, type, data, meta, n)
    join request r on e.n > r.before and e.n <= r.before + r.count
  ), known as materialized (
    select e.item,
           count(*) as stored,
           count(*) filter (where k.stream_id = r.stream_id and k.rev = r.expected + e.nth) as in_place,
           max(k.pos) as pos, max(k.at) as at
    from event e
    join request r on r.item = e.item
    join es_event k on k.id = e.id
    group by e.item
  ), verdict as materialized (
    select r.*, k.pos as dup_pos, k.at as dup_at,
           case when k.stored is null then case when r.current = r.expected then 'ok' else 'conflict' end
                when k.in_place = r.count then 'dup'
                else 'overlap' end as outcome
    from request r left join known k on k.item = r.item
  ), grown as (
    insert into es_stream as s (name, rev)
    select v.name, v.expected + v.count from verdict v where v.outcome = 'ok' order by v.item
    on conflict (name) do update set rev = excluded.rev
    returning s.id, s.name
  ), placed as (
    select v.item, e.nth, e.n, g.id as stream_id, v.expected + e.nth as rev, e.id, e.type, e.data, e.meta,
           last_pos + row_number() over (order by e.n) as pos
    from verdict v
    join grown g on g.name = v.name
    join event e on e.item = v.item
    where v.outcome = 'ok'
  ), written as (
    insert into es_event (pos, stream_id, rev, id, type, data, meta, at)
    select p.pos, p.stream_id, p.rev, p.id, p.type, p.data, p.meta, now_at from placed p order by p.pos
  )
  select v.item::integer, v.outcome,
         (case when v.outcome in ('ok', 'dup') then v.expected + v.count else v.current end)::integer,
         case v.outcome when 'ok' then (select max(p.pos) from placed p where p.item = v.item) else v.dup_pos end,
         case v.outcome when 'ok' then now_at else v.dup_at end::timestamptz
  from verdict v
  order by v.item;

  perform pg_notify('kondusif_log', '');
end $$;
