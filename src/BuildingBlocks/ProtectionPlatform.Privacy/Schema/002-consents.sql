create table registers.consent_files_v1 (
  id               uuid    primary key,
  case_id          uuid    not null,
  organisation_id  uuid    not null,
  in_conflict      boolean not null default false,
  consents         integer not null default 0,
  touched_shares   integer not null default 0,
  waiting_decision integer not null default 0,
  version          bigint  not null,
  last_seq         bigint  not null
);
create index consent_files_v1_organisation on registers.consent_files_v1 (organisation_id);

-- Referrals as the other module tells of them: which went out on consent.
create table registers.referral_shares_v1 (
  referral_id uuid        primary key,
  case_id     uuid        not null,
  provider_id uuid        not null,
  reference   varchar     not null,
  shared_at   timestamptz not null,
  on_consent  boolean     not null
);
create index referral_shares_v1_case on registers.referral_shares_v1 (case_id);
