create table registers.breaches_v1 (
  id            uuid        primary key,
  reference     varchar     not null,
  severity      varchar     null,
  discovered_at timestamptz not null,
  warn_at       timestamptz not null,
  due_at        timestamptz not null,
  notified_at   timestamptz null,
  closed_at     timestamptz null,
  outcome       varchar     null,
  tell_at_once  boolean     not null default false,
  version       bigint      not null,
  last_seq      bigint      not null
);

create table registers.confidentiality_v1 (
  person_id    uuid    primary key,
  text_version varchar not null,
  accepted_on  date    not null,
  due_again_on date    not null,
  last_seq     bigint  not null
);
