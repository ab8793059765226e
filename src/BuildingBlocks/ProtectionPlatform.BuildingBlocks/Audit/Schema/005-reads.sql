-- Who read what, for the auditor's questions; kept from the events content_read and read_denied, which are the record.
create schema if not exists audit;

create table audit.reads_v1 (
  sequence       bigint      primary key,
  what           varchar     not null,
  subject_kind   varchar     not null,
  subject_id     uuid        null,
  shown          uuid[]      not null,
  found          integer     null,
  filters        jsonb       null,
  refusal        varchar     null,
  subject_exists boolean     not null,
  purpose        varchar     not null,
  purpose_stated boolean     not null,
  reason         varchar     null,
  memberships    jsonb       not null,
  organisations  uuid[]      not null,
  actor_id       uuid        null,
  actor_name     varchar     not null,
  correlation_id varchar     null,
  at             timestamptz not null
);
create index reads_v1_subject on audit.reads_v1 (subject_id, sequence);
create index reads_v1_actor on audit.reads_v1 (actor_id, sequence);
create index reads_v1_at on audit.reads_v1 (at);
create index reads_v1_shown on audit.reads_v1 using gin (shown);

-- The auditor asks what a person did, or what belongs to one request.
create index entries_actor on ledger.entries ((headers ->> 'actorId'));
create index entries_correlation on ledger.entries ((headers ->> 'correlationId'));
