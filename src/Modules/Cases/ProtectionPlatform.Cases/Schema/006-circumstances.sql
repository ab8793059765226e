-- Read model of the subscription cases.circumstances_v1. Who a pupil is stands sealed under the pupil's key; words, class and code are found by keyed digests.
create table cases.circumstances_v1 (
  id           uuid primary key,
  school_id    uuid not null,
  pupil        text,               -- sealed
  search_words bigint[] not null,
  class_digest bigint,
  code_digest  bigint,
  entered_at   timestamptz not null,
  version      bigint not null,
  last_seq     bigint not null
);
create index circumstances_v1_school on cases.circumstances_v1 (school_id, entered_at desc, id);
create index circumstances_v1_words on cases.circumstances_v1 using gin (search_words);

create table cases.circumstance_listings_v1 (
  id          uuid not null,
  number      integer not null,
  group_code  varchar not null,
  sub_type    varchar,
  disaster_id uuid,
  since       date not null,
  ends_on     date,
  primary key (id, number)
);
create index circumstance_listings_v1_group on cases.circumstance_listings_v1 (group_code);

create table cases.circumstance_supports_v1 (
  id      uuid not null,
  number  integer not null,
  listing integer,
  kind    varchar not null,
  status  varchar not null,
  on_day  date not null,
  amount  bigint,
  primary key (id, number)
);

-- Read model of the subscription cases.disasters_v1. Tells of no person.
create table cases.disasters_v1 (
  id              uuid primary key,
  organisation_id uuid not null,
  kind            varchar not null,
  name            text not null,
  place           text,
  began_on        date not null,
  ended_on        date,
  version         bigint not null,
  last_seq        bigint not null
);
