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
  owner       name    not null,
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

-- Position of a subscription, waited for and locked for this transaction.
create function ledger.hold_position(_name varchar) returns setof bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select last_seq_id from events.mt_event_progression where name = _name for update
$$;

-- The tables of a read model, for its own module only; an error when it has none. PP403: of another module.
create function messaging.tables_of(_name varchar) returns setof messaging.read_models
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select * from messaging.read_models where name = _name and owner = current_setting('role') order by table_name;
  if not found then
    raise exception 'PP403: role % has no read model %', current_setting('role'), _name using errcode = 'PP403';
  end if;
end $$;

create function messaging.drop_shadow(_name varchar) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t messaging.read_models;
begin
  for t in select * from messaging.tables_of(_name) loop
    execute format('drop table if exists %I.%I', t.schema_name, t.table_name || '__rebuild');
  end loop;
end $$;

-- Empty tables like the live ones, beside them. What an earlier attempt left goes first.
create function messaging.make_shadow(_name varchar) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t messaging.read_models;
begin
  perform messaging.drop_shadow(_name);
  for t in select * from messaging.tables_of(_name) loop
    execute format('create table %I.%I (like %I.%I including all)', t.schema_name, t.table_name || '__rebuild', t.schema_name, t.table_name);
    execute format('grant select, insert, update, delete on %I.%I to %I', t.schema_name, t.table_name || '__rebuild', t.owner);
  end loop;
end $$;

-- Names of a table's indexes, and what they are apart from their name.
create function messaging.indexes_of(_schema name, _table name) returns table (name text, definition text)
language sql set search_path = pg_catalog, pg_temp as $$
  select c.relname::text, regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE (UNIQUE )?INDEX .* ON [^ ]+ ', '\1')
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class o on o.oid = i.indrelid join pg_namespace n on n.oid = o.relnamespace
  where n.nspname = _schema and o.relname = _table
$$;

-- The rebuilt tables take the place and the index names of the live ones, which go. A query sees the old rows or the new ones, never none.
-- Waits for readers less long than PostgreSQL waits before it looks for a deadlock: so the switch gives way, never a reader (55P03: try again).
create function messaging.switch_shadow(_name varchar) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '300ms' as $$
declare
  t     messaging.read_models;
  live  jsonb;
  index record;
begin
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
end $$;

revoke all on all functions in schema messaging from public;
revoke all on function ledger.hold_position(varchar) from public;
