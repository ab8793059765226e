create schema if not exists ledger;

-- The gate: every writer holds this row until its commit, so numbers become visible in the order they are given.
create table ledger.gate (
  single        boolean primary key default true check (single),
  last_seq      bigint  not null,
  reserved_from bigint  not null default 0,
  holder        xid8    null
);
insert into ledger.gate (last_seq) values (0);

-- What the audit ledger commits to, one row per event of ours. Foreign events get theirs from the sealer.
create table ledger.entries (
  event_id  uuid  not null primary key,
  entry     bytea not null,
  leaf_hash bytea not null,
  headers   jsonb not null,
  salt      bytea null
);

-- Which module (database role) owns which type of stream.
create table ledger.stream_types (
  type  varchar primary key,
  owner name    not null
);

-- Which module (database role) owns which subscription.
create table ledger.subscriptions (
  name  varchar primary key,
  owner name    not null
);

-- Answers already given, so that a repeated request does nothing twice.
create table ledger.idempotency (
  caller       varchar     not null,
  key          varchar     not null,
  request_hash bytea       not null,
  status       integer     not null,
  answer       jsonb       not null,
  location     varchar     null,
  version      bigint      not null,
  recorded_at  timestamptz not null default now(),
  primary key (caller, key)
);
create index idempotency_recorded_at on ledger.idempotency (recorded_at);

-- Here and in the appends one plan serves every call: by the length of its arrays each would else be planned anew.
create function ledger.take_number() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  gate ledger.gate;
begin
  -- Our own append took the gate and reserved its numbers already; the row is ours until commit, so a plain read is current.
  select * into gate from ledger.gate;
  if gate.holder = pg_current_xact_id() and new.seq_id between gate.reserved_from and gate.last_seq then
    return new;
  end if;
  -- A separate statement after the lock: one that locks and reads at once would read the value from before the wait.
  perform 1 from ledger.gate for update;
  select * into gate from ledger.gate;
  if new.seq_id is null or new.seq_id <= gate.last_seq
     or new.seq_id > (select last_value from events.mt_events_sequence) then
    new.seq_id := nextval('events.mt_events_sequence');
  end if;
  update ledger.gate set last_seq = new.seq_id, holder = null;
  return new;
end $$;

create function ledger.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and tg_table_schema = 'events'
     -- As text: to jsonb 1 and 1.0 are equal, to a reader they are not.
     and (to_jsonb(new) - 'is_archived')::text = (to_jsonb(old) - 'is_archived')::text then
    return new;
  end if;
  raise exception 'PP001: % of %.% is refused: what is recorded stays', tg_op, tg_table_schema, tg_table_name
    using errcode = 'PP001';
end $$;

create trigger settle_number before insert on events.mt_events
  for each row execute function ledger.take_number();
create trigger refuse_change before update or delete on events.mt_events
  for each row execute function ledger.refuse_change();
create trigger refuse_truncate before truncate on events.mt_events
  for each statement execute function ledger.refuse_change();
create trigger refuse_delete before delete on events.mt_streams
  for each row execute function ledger.refuse_change();
create trigger refuse_truncate before truncate on events.mt_streams
  for each statement execute function ledger.refuse_change();
create trigger refuse_change before update or delete on ledger.entries
  for each row execute function ledger.refuse_change();
create trigger refuse_truncate before truncate on ledger.entries
  for each statement execute function ledger.refuse_change();

-- Appends to one stream in one transaction. Version 0 expected means a new stream; there is no "any version".
-- Order of locks: gate, then stream row, as Marten's own append takes them, or the two deadlock.
-- Errors: PP403 stream type of another module, PP409 version conflict, PP410 archived stream.
create function ledger.append(
  _stream uuid, _stream_type varchar, _expected bigint, _at timestamptz,
  _ids uuid[], _types varchar[], _dotnet_types varchar[], _data jsonb[],
  _entries bytea[], _headers jsonb[], _salts bytea[],
  _caller varchar default null, _key varchar default null, _request_hash bytea default null,
  _status integer default null, _answer jsonb default null, _location varchar default null, _flushed_later boolean default false
) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  _count    integer := cardinality(_ids);
  _numbers  bigint[];
  _last     bigint;
  _archived boolean;
begin
  if _count = 0 then
    raise exception 'PP400: an append holds at least one event' using errcode = 'PP400';
  end if;
  perform 1 from ledger.stream_types where type = _stream_type and owner = current_setting('role');
  if not found then
    raise exception 'PP403: role % does not own streams of type %', current_setting('role'), _stream_type using errcode = 'PP403';
  end if;

  -- The commit then does not hold the gate while the disk writes: it ends unflushed, and whoever acknowledges it calls ledger.flush first.
  if _flushed_later then
    perform set_config('synchronous_commit', 'off', true);
  end if;
  perform 1 from ledger.gate for update;

  if _expected = 0 then
    insert into events.mt_streams (id, type, version, timestamp, created)
    values (_stream, _stream_type, _count, _at, _at) on conflict do nothing;
  else
    update events.mt_streams set version = _expected + _count, timestamp = _at
    where id = _stream and version = _expected and type = _stream_type and is_archived is not true;
  end if;
  if not found then
    select is_archived into _archived from events.mt_streams where id = _stream;
    if _archived then
      raise exception 'PP410: stream % is archived', _stream using errcode = 'PP410';
    end if;
    raise exception 'PP409: stream % is not at version %', _stream, _expected using errcode = 'PP409';
  end if;

  if _key is not null then
    insert into ledger.idempotency (caller, key, request_hash, status, answer, location, version, recorded_at)
    values (_caller, _key, _request_hash, _status, '{}', _location, _expected + _count, _at);
  end if;

  insert into ledger.entries (event_id, entry, leaf_hash, headers, salt)
  select id, entry, sha256('\x00'::bytea || entry), header, salt
  from unnest(_ids, _entries, _headers, _salts) as e(id, entry, header, salt);

  select array_agg(n order by n) into _numbers from (select nextval('events.mt_events_sequence') n from generate_series(1, _count)) drawn;
  _last := _numbers[_count];
  -- Reserved for this transaction: the trigger lets these rows pass without touching the gate again.
  update ledger.gate set last_seq = _last, reserved_from = _numbers[1], holder = pg_current_xact_id();

  insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
  select number, id, _stream, _expected + place, data, type, _at, '*DEFAULT*', dotnet_type, false
  from unnest(_numbers, _ids, _types, _dotnet_types, _data) with ordinality as e(number, id, type, dotnet_type, data, place)
  order by place;

  if _key is not null then
    update ledger.idempotency set answer = jsonb_set(_answer, '{position}', to_jsonb(_last))
    where caller = _caller and key = _key;
  end if;
  return _last;
end $$;

-- Appends to several streams of one type in one transaction; each is taken or refused by itself. The arrays of events follow each other,
-- _counts says how many are whose. One row for each append, in order: the position of its last event, or the error that refused it.
create function ledger.append_each(
  _stream_type varchar, _streams uuid[], _expected bigint[], _at timestamptz[], _counts integer[],
  _ids uuid[], _types varchar[], _dotnet_types varchar[], _data jsonb[],
  _entries bytea[], _headers jsonb[], _salts bytea[],
  _callers varchar[], _keys varchar[], _request_hashes bytea[], _statuses integer[], _answers jsonb[], _locations varchar[]
) returns table (last bigint, error text, message text, relation text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  _from integer := 1;
  _to   integer;
begin
  -- Outside the blocks below: what a block did is undone when it ends in an error, and the gate and the setting must stay.
  perform set_config('synchronous_commit', 'off', true);
  perform 1 from ledger.gate for update;
  for i in 1..cardinality(_streams) loop
    _to := _from + _counts[i] - 1;
    error := null; message := null; relation := null;
    begin
      last := ledger.append(_streams[i], _stream_type, _expected[i], _at[i],
        _ids[_from:_to], _types[_from:_to], _dotnet_types[_from:_to], _data[_from:_to], _entries[_from:_to], _headers[_from:_to], _salts[_from:_to],
        _callers[i], _keys[i], _request_hashes[i], _statuses[i], _answers[i], _locations[i]);
    exception when others then
      get stacked diagnostics error = returned_sqlstate, message = message_text, relation = table_name;
      last := null;
    end;
    return next;
    _from := _to + 1;
  end loop;
end $$;

-- Ends when everything committed before it is on disk: a transaction of its own, whose commit is flushed and whose place in the
-- write-ahead log is after theirs. Many at once share one flush.
create function ledger.flush() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select pg_logical_emit_message(true, 'platform', '')
$$;

-- What belongs to a subscription is touched by the role of its own module and by no other.
create function ledger.require_owner(_subscription varchar) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from ledger.subscriptions where name = _subscription and owner = current_setting('role');
  if not found then
    raise exception 'PP403: role % does not own the subscription %', current_setting('role'), _subscription using errcode = 'PP403';
  end if;
end $$;

-- Position of a subscription, locked for this transaction; no row when another consumer has it.
-- In the table a subscription is called <name>:All, as Marten names its own.
create function ledger.take_position(_name varchar) returns setof bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ledger.require_owner(_name);
  select last_seq_id from events.mt_event_progression where name = _name || ':All' for update skip locked
$$;

-- The same, but waits for the other consumer.
create function ledger.hold_position(_name varchar) returns setof bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ledger.require_owner(_name);
  select last_seq_id from events.mt_event_progression where name = _name || ':All' for update
$$;

create function ledger.start_position(_name varchar, _position bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ledger.require_owner(_name);
  insert into events.mt_event_progression (name, last_seq_id) values (_name || ':All', _position) on conflict do nothing
$$;

create function ledger.store_position(_name varchar, _position bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ledger.require_owner(_name);
  update events.mt_event_progression set last_seq_id = _position, last_updated = transaction_timestamp() where name = _name || ':All'
$$;

revoke all on all functions in schema ledger from public;
