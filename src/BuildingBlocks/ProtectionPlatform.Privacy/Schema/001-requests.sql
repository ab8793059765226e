-- What this module knows of cases: what people call them, whose they are, and whether they are held.
create table registers.cases_v1 (
  case_id   uuid    primary key,
  reference varchar null,
  school_id uuid    null,
  held      boolean not null default false, -- a legal hold stands
  last_seq  bigint  not null
);
create index cases_v1_reference on registers.cases_v1 (reference);

create table registers.requests_v1 (
  id              uuid    primary key,
  reference       varchar not null,
  kind            varchar not null,
  applicant_kind  varchar not null,
  in_conflict     boolean not null,
  case_ids        uuid[]  not null,
  received_on     date    not null,
  acknowledge_by  date    not null,
  acknowledged_on date    null,
  due_on          date    not null,
  outcome         varchar null,
  closed_on       date    null,
  version         bigint  not null,
  last_seq        bigint  not null
);
