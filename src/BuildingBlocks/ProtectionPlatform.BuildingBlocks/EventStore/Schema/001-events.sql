-- Event tables in Marten's default layout (Guid streams, single tenant), so that a program built on Marten can read and append.
-- Rule: no column, index or partition of ours on these tables; Marten drops what it does not expect. Ours is in schema ledger.
create schema if not exists events;

create table events.mt_streams (
  id          uuid        not null constraint pkey_mt_streams_id primary key,
  type        varchar     null,
  version     bigint      null,
  timestamp   timestamptz not null default now(),
  created     timestamptz not null default now(),
  tenant_id   varchar     null default '*DEFAULT*',
  is_archived boolean     null default false
);

create table events.mt_events (
  seq_id         bigint       not null constraint pkey_mt_events_seq_id primary key,
  id             uuid         not null,
  stream_id      uuid         null,
  version        bigint       not null,
  data           jsonb        not null,
  bdata          bytea        null,
  type           varchar(500) not null,
  timestamp      timestamptz  not null default now(),
  tenant_id      varchar      null default '*DEFAULT*',
  mt_dotnet_type varchar      null,
  is_archived    boolean      null default false,
  constraint fkey_mt_events_stream_id foreign key (stream_id) references events.mt_streams (id) on delete cascade
);
create unique index pk_mt_events_stream_and_version on events.mt_events (stream_id, version);

create table events.mt_event_progression (
  name         varchar     not null constraint pk_mt_event_progression primary key,
  last_seq_id  bigint      null,
  last_updated timestamptz null default transaction_timestamp()
);

create sequence events.mt_events_sequence;
alter sequence events.mt_events_sequence owned by events.mt_events.seq_id;
