-- Uniqueness that must hold at once: written in the transaction of the append.
create table training.course_codes (
  code      varchar primary key,
  course_id uuid    not null
);

create sequence training.certificate_number;

create table training.certificate_numbers (
  number         varchar primary key,
  certificate_id uuid    not null unique
);

create table training.courses_v1 (
  id                       uuid      primary key,
  code                     varchar   not null,
  name_vi                  varchar   not null,
  name_en                  varchar   not null,
  audience                 varchar   not null,
  hours                    integer   not null,
  competencies             varchar[] not null,
  certificate_valid_months integer   null,
  version                  bigint    not null,
  last_seq                 bigint    not null
);

create table training.sessions_v1 (
  id                  uuid    primary key,
  course_id           uuid    not null,
  organisation_id     uuid    not null,
  held_on             date    not null,
  place               varchar not null,
  trainer             varchar null,
  present             integer not null default 0,
  certificates_issued integer not null default 0,
  version             bigint  not null,
  last_seq            bigint  not null
);
create index sessions_v1_organisation on training.sessions_v1 (organisation_id, held_on desc);

create table training.certificates_v1 (
  id              uuid    primary key,
  number          varchar not null,
  person_id       uuid    not null,
  organisation_id uuid    not null,
  course_id       uuid    not null,
  issued_on       date    not null,
  valid_to        date    null,
  last_seq        bigint  not null
);
create index certificates_v1_person on training.certificates_v1 (person_id);
create index certificates_v1_organisation on training.certificates_v1 (organisation_id);
