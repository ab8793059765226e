-- What this module knows of cases, from messages only: enough to refuse a referral that has no approved plan behind it.
create table referrals.cases_v1 (
  case_id       uuid    primary key,
  school_id     uuid    null,
  is_closed     boolean not null default false,
  approved_plan integer null,
  last_seq      bigint  not null
);

create table referrals.plan_actions_v1 (
  case_id       uuid    not null,
  plan_number   integer not null,
  action_number integer not null,
  measure_code  varchar not null,
  primary key (case_id, plan_number, action_number)
);

create table referrals.list_v1 (
  id                       uuid        primary key,
  reference                varchar     not null,
  state                    varchar     not null,
  urgency                  varchar     not null,
  need                     text        null, -- sealed under the key of the child
  measure_code             varchar     not null,
  provider_id              uuid        not null,
  provider_name            varchar     not null,
  sender_organisation_id   uuid        not null,
  sender_organisation_name varchar     not null,
  case_id                  uuid        not null,
  sent_at                  timestamptz not null,
  answer_due_at            timestamptz not null,
  changed_at               timestamptz not null,
  search_text              text        not null,
  version                  bigint      not null,
  first_seq                bigint      not null,
  last_seq                 bigint      not null
);
create index list_v1_provider on referrals.list_v1 (provider_id, first_seq desc);
create index list_v1_sender on referrals.list_v1 (sender_organisation_id, first_seq desc);

create table referrals.providers_v1 (
  organisation_id    uuid      primary key,
  name               varchar   not null,
  kind               varchar   not null,
  area               varchar   not null,
  services           varchar[] not null,
  hours              varchar   not null,
  phone              varchar   not null,
  email              varchar   null,
  capacity           integer   null,
  agreement_number   varchar   null,
  agreement_valid_to date      null,
  valid_from         date      not null,
  valid_to           date      null,
  search_text        text      not null,
  last_seq           bigint    not null
);
