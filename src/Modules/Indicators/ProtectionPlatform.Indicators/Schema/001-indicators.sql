-- The catalogue is loaded from ReferenceData/indicators.json at every start.
create table indicators.catalogue (
  code         varchar primary key,
  place        integer not null,
  name_vi      varchar not null,
  name_en      varchar not null,
  unit         varchar not null,
  direction    varchar not null,
  kind         varchar not null,
  scale        integer not null,
  frequency    varchar not null,
  source       varchar not null,
  verification varchar not null check (verification in ('V', 'S', 'M', 'D')),
  computed     boolean not null,
  formula      varchar null,
  note         varchar null
);

-- Targets the sources themselves set, for nobody in particular; plans hold those of an organisation.
create table indicators.catalogue_targets (
  indicator_code varchar not null,
  source         varchar not null,
  year           integer not null,
  part           varchar not null,
  operator       varchar not null,
  value          numeric not null,
  verification   varchar not null,
  primary key (indicator_code, source, year, part)
);

create table indicators.plan_codes (
  organisation_id uuid    not null,
  code            varchar not null,
  plan_id         uuid    not null,
  primary key (organisation_id, code)
);

create table indicators.plans_v1 (
  id              uuid    primary key,
  code            varchar not null,
  name_vi         varchar not null,
  name_en         varchar not null,
  organisation_id uuid    not null,
  period          varchar not null,
  version         bigint  not null,
  last_seq        bigint  not null
);

-- A target belongs to indicator, organisation and source, and to the year it is set for.
create table indicators.plan_targets_v1 (
  plan_id         uuid    not null,
  place           integer not null,
  organisation_id uuid    not null,
  indicator_code  varchar not null,
  year            integer not null,
  operator        varchar not null,
  value           numeric not null,
  source          varchar not null,
  primary key (plan_id, indicator_code, year, source)
);

-- At most one measurement of an indicator, organisation and period waits for approval.
create table indicators.waiting_measurements (
  indicator_code  varchar not null,
  organisation_id uuid    not null,
  period          varchar not null,
  measurement_id  uuid    not null,
  primary key (indicator_code, organisation_id, period)
);

create table indicators.measurements_v1 (
  id              uuid        primary key,
  number          bigint      not null,
  indicator_code  varchar     not null,
  organisation_id uuid        not null,
  period          varchar     not null,
  numerator       numeric     not null,
  denominator     numeric     not null,
  evidence        varchar     null,
  status          varchar     not null,
  entered_by      uuid        null,
  entered_by_name varchar     not null,
  entered_at      timestamptz not null,
  decided_by      uuid        null,
  decided_by_name varchar     null,
  decided_at      timestamptz null,
  reason          varchar     null,
  version         bigint      not null,
  last_seq        bigint      not null
);
create index measurements_of_organisation on indicators.measurements_v1 (organisation_id, indicator_code, period);

-- What the operational figures are counted from. No case, no child, no content: ids of clocks, referrals and sessions only.
create table indicators.clocks_v1 (
  deadline_id uuid    primary key,
  case_id     uuid    not null,
  code        varchar not null,
  school_id   uuid    null,
  year        integer not null,
  met         boolean not null,
  last_seq    bigint  not null
);
create table indicators.referrals_v1 (
  referral_id     uuid    primary key,
  organisation_id uuid    not null,
  year            integer not null,
  accepted        boolean not null,
  last_seq        bigint  not null
);
create table indicators.sessions_v1 (
  session_id      uuid    primary key,
  organisation_id uuid    not null,
  year            integer not null,
  person_ids      uuid[]  not null,
  last_seq        bigint  not null
);
create table indicators.workforce_v1 (
  organisation_id uuid    not null,
  year            integer not null,
  headcount       integer not null,
  last_seq        bigint  not null,
  primary key (organisation_id, year)
);
