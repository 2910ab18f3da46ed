-- One flush: the events of requests to distinct streams, each with the number of its request and the revision that it
-- is to have. Answers for each event, in the order given: ok; dup (its request is stored already, here); overlap
-- (something of its request is stored already, but not the request); conflict (the stream ends at `rev`).
--
-- An event that was copied from another log says in its metadata when it was first recorded, and keeps that time; copies
-- come one request after the other, in the order of their log.
--
-- Plans live as long as the connection. The first may be made for an empty log, where reading a whole table looks
-- cheap, so only plans that go by an index are allowed.
create or replace function es_append(
  requests integer[], streams text[], revs integer[], ids uuid[], types text[], datas text[], metas text[]
) returns table (outcome text, rev integer, pos bigint, at timestamptz)
language plpgsql volatile
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  last_pos bigint;
  last_at  timestamptz(3);
  now_at   timestamptz(3);
begin
  -- Held to the end of this one statement, never over a round trip. What follows sees all that was committed before.
  perform pg_advisory_xact_lock(7310171);
  select e.pos, e.at into last_pos, last_at from es_event e order by e.pos desc limit 1;
  last_pos := coalesce(last_pos, 0);
  now_at := greatest(clock_timestamp()::timestamptz(3), last_at);

  return query
  with judged as (
    select e.nth, e.stream, e.rev, e.id, known.pos as known_pos, known.at as known_at,
           coalesce(head.rev, -1) as current,
           case
             when count(known.pos) over request = 0
               then case when coalesce(head.rev, -1) = min(e.rev) over request - 1 then 'ok' else 'conflict' end
             when bool_and(known.stream is not distinct from e.stream and known.rev is not distinct from e.rev) over request
               then 'dup'
             else 'overlap'
           end as outcome
    from unnest(requests, streams, revs, ids) with ordinality as e(request, stream, rev, id, nth)
    left join es_event known on known.id = e.id
    left join lateral (select h.rev from es_event h where h.stream = e.stream order by h.rev desc limit 1) head on true
    window request as (partition by e.request)
  ), placed as materialized (
    select j.*,
           case
             when strpos(metas[j.nth], '"recordedAt":"') = 0 then now_at
             else greatest(substring(metas[j.nth] from '"recordedAt":"([^"]+)"')::timestamptz(3), last_at)
           end as new_at,
           last_pos + count(*) filter (where j.outcome = 'ok') over (order by j.nth) as new_pos
    from judged j
  ), written as (
    insert into es_event (pos, stream, rev, id, type, data, meta, at)
    select p.new_pos, p.stream, p.rev, p.id, types[p.nth], datas[p.nth], metas[p.nth], p.new_at
    from placed p
    where p.outcome = 'ok'
  )
  select p.outcome,
         case p.outcome when 'conflict' then p.current else p.rev end,
         case p.outcome when 'ok' then p.new_pos else p.known_pos end,
         case p.outcome when 'ok' then p.new_at else p.known_at end::timestamptz
  from placed p
  order by p.nth;

  perform pg_notify('kondusif_log', '');
end $$;
