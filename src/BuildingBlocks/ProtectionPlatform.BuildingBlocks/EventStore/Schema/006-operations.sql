-- Subscriptions in operation. The role of a module reaches none of these tables: the functions in schema ledger act on them for it, and only
-- on what belongs to its own subscriptions (PP403 otherwise).

-- Messages a subscription could not handle and those of the same stream that came after: they wait here, in order, while others flow.
create table messaging.parked (
  name      varchar     not null,
  sequence  bigint      not null,
  stream_id uuid        not null,
  error     varchar     null, -- kind of error; null for a message that only waits behind another
  attempts  integer     not null default 0,
  parked_at timestamptz not null,
  primary key (name, sequence)
);
create index parked_streams on messaging.parked (name, stream_id, sequence);

-- Tables each read model owns alone, as its registration declares them. Written by the migrator.
create table messaging.read_models (
  name        varchar not null,
  schema_name name    not null,
  table_name  name    not null,
  primary key (schema_name, table_name)
);

-- A rebuild under way or failed; gone when it is done. Position null: its tables are not made yet.
create table messaging.rebuilds (
  name       varchar     primary key,
  position   bigint      null,
  started_at timestamptz not null,
  error      varchar     null,
  failed_at  bigint      null
);

create function ledger.parked_streams(_name varchar) returns setof uuid
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ledger.require_owner(_name);
  select distinct stream_id from messaging.parked where name = _name
$$;

create function ledger.first_parked(_name varchar, _stream uuid) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ledger.require_owner(_name);
  select min(sequence) from messaging.parked where name = _name and stream_id = _stream
$$;

create function ledger.park(_name varchar, _sequence bigint, _error varchar, _attempts integer, _at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ledger.require_owner(_name);
  insert into messaging.parked (name, sequence, stream_id, error, attempts, parked_at)
  select _name, seq_id, stream_id, _error, _attempts, _at from events.mt_events where seq_id = _sequence
$$;

-- It was tried once more, in vain.
create function ledger.keep_parked(_name varchar, _sequence bigint, _error varchar) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ledger.require_owner(_name);
  update messaging.parked set error = _error, attempts = attempts + 1 where name = _name and sequence = _sequence
$$;

create function ledger.unpark(_name varchar, _sequence bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ledger.require_owner(_name);
  delete from messaging.parked where name = _name and sequence = _sequence
$$;

-- For operators, so for the platform alone and for every subscription: passes over the message it stands at, or the first one of a parked stream.
-- False when the message is not in the way.
create function messaging.pass_over(_name varchar, _sequence bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  _position bigint;
begin
  -- Under its lock nothing is handled, parked or freed meanwhile.
  select last_seq_id into _position from events.mt_event_progression where name = _name || ':All' for update;
  delete from messaging.parked p where name = _name and sequence = _sequence
    and not exists (select 1 from messaging.parked b where b.name = p.name and b.stream_id = p.stream_id and b.sequence < p.sequence);
  if found then
    return true;
  end if;
  delete from messaging.stopped_subscriptions where name = _name and sequence = _sequence and sequence > _position;
  if not found then
    return false;
  end if;
  update events.mt_event_progression set last_seq_id = _sequence, last_updated = transaction_timestamp() where name = _name || ':All';
  return true;
end $$;

-- The tables of a read model; an error when it has none.
create function messaging.tables_of(_name varchar) returns setof messaging.read_models
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  return query select * from messaging.read_models where name = _name order by table_name;
  if not found then
    raise exception '% declares no tables', _name;
  end if;
end $$;

create function messaging.drop_shadow(_name varchar) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  t messaging.read_models;
begin
  for t in select * from messaging.tables_of(_name) loop
    execute format('drop table if exists %I.%I', t.schema_name, t.table_name || '__rebuild');
  end loop;
end $$;

-- Names of a table's indexes, and what they are apart from their name.
create function messaging.indexes_of(_schema name, _table name) returns table (name text, definition text)
language sql set search_path = pg_catalog, pg_temp as $$
  select c.relname::text, regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE (UNIQUE )?INDEX .* ON [^ ]+ ', '\1')
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class o on o.oid = i.indrelid join pg_namespace n on n.oid = o.relnamespace
  where n.nspname = _schema and o.relname = _table
$$;

-- What each role may do with a table, apart from its owner.
create function messaging.rights_on(_schema name, _table name) returns table (privilege text, grantee text)
language sql set search_path = pg_catalog, pg_temp as $$
  select a.privilege_type, case a.grantee when 0 then 'public' else a.grantee::regrole::text end
  from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join aclexplode(c.relacl) a
  where n.nspname = _schema and c.relname = _table and a.grantee <> c.relowner
$$;

-- Rebuilds, in the order of their life.

-- How far it has come, locked for this transaction; no row when there is none or another host is at it.
create function ledger.take_rebuild(_name varchar) returns setof bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ledger.require_owner(_name);
  select position from messaging.rebuilds where name = _name and error is null for update skip locked
$$;

-- Empty tables like the live ones, beside them, with the same rights. What an earlier attempt left goes first.
create function ledger.begin_rebuild(_name varchar) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t   messaging.read_models;
  may record;
begin
  perform ledger.require_owner(_name);
  perform messaging.drop_shadow(_name);
  for t in select * from messaging.tables_of(_name) loop
    execute format('create table %I.%I (like %I.%I including all)', t.schema_name, t.table_name || '__rebuild', t.schema_name, t.table_name);
    for may in select * from messaging.rights_on(t.schema_name, t.table_name) loop
      execute format('grant %s on %I.%I to %s', may.privilege, t.schema_name, t.table_name || '__rebuild', may.grantee);
    end loop;
  end loop;
  update messaging.rebuilds set position = 0 where name = _name;
end $$;

create function ledger.advance_rebuild(_name varchar, _position bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ledger.require_owner(_name);
  update messaging.rebuilds set position = _position where name = _name
$$;

-- The rebuilt tables take the place and the index names of the live ones, which go, and the subscription goes on from where they end.
-- A query sees the old rows or the new ones, never none.
-- Waits for readers less long than PostgreSQL waits before it looks for a deadlock: so the switch gives way, never a reader (55P03: try again).
create function ledger.finish_rebuild(_name varchar, _position bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '300ms' as $$
declare
  t     messaging.read_models;
  live  jsonb;
  index record;
begin
  perform ledger.require_owner(_name);
  for t in select * from messaging.tables_of(_name) loop
    execute format('analyze %I.%I', t.schema_name, t.table_name || '__rebuild');
  end loop;
  for t in select * from messaging.tables_of(_name) loop
    execute format('lock table %I.%I in access exclusive mode', t.schema_name, t.table_name);
  end loop;
  for t in select * from messaging.tables_of(_name) loop
    select jsonb_object_agg(definition, name) into live from messaging.indexes_of(t.schema_name, t.table_name);
    execute format('drop table %I.%I', t.schema_name, t.table_name);
    execute format('alter table %I.%I rename to %I', t.schema_name, t.table_name || '__rebuild', t.table_name);
    for index in select * from messaging.indexes_of(t.schema_name, t.table_name) where live ->> definition <> name loop
      execute format('alter index %I.%I rename to %I', t.schema_name, index.name, live ->> index.definition);
    end loop;
  end loop;
  -- What waited has been handled with the rest.
  delete from messaging.parked where name = _name;
  delete from messaging.rebuilds where name = _name;
  perform ledger.store_position(_name, _position);
end $$;

create function ledger.fail_rebuild(_name varchar, _error varchar, _failed_at bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.require_owner(_name);
  perform messaging.drop_shadow(_name);
  update messaging.rebuilds set error = _error, failed_at = _failed_at where name = _name;
end $$;

revoke all on all functions in schema messaging, ledger from public;
