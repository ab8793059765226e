-- Read model of the subscription cases.dropouts_v1. Who a pupil is and why it is flagged stands sealed under the pupil's key.
create table cases.dropouts_v1 (
  id              uuid primary key,
  school_id       uuid not null,
  school_year     varchar not null,
  pupil           text,               -- sealed: name, day of birth, class, reasons
  search_words    bigint[] not null,
  class_digest    bigint,
  level           integer not null,
  owner_id        uuid,
  owner_name      text,
  actions         integer not null,
  open_actions    integer not null,
  next_due        date,
  outcome         varchar,
  needs_attention boolean not null,
  opened_at       timestamptz not null,
  version         bigint not null,
  last_seq        bigint not null
);
create index dropouts_v1_school on cases.dropouts_v1 (school_id, school_year);
create index dropouts_v1_words on cases.dropouts_v1 using gin (search_words);
