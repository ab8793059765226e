-- Read models of the subscription cases.caseload_v1. What tells of a child is sealed under the child's key; words are found by keyed digests.
create table cases.caseload_v1 (
  case_id          uuid primary key,
  reference        varchar not null,
  school_id        uuid,
  authority_ids    uuid[] not null,
  state            varchar not null,
  ended            boolean not null,
  tracks           varchar[] not null,
  risk_level       varchar,
  child            text,             -- sealed: name, day of birth, class
  search_words     bigint[] not null,
  assignee_id      uuid,
  assignee_name    text,
  opened_at        timestamptz not null,
  last_change_at   timestamptz not null,
  immediate_danger boolean not null,
  waits_for        varchar,
  waits_since      timestamptz,
  waits_not_for    uuid,
  plan_number      integer,
  ended_at         timestamptz,
  retained_until   date,             -- the end of a year: the day itself would tell the birthday
  retention_rule   varchar,
  held             boolean not null,
  erasure_proposed    varchar,
  erasure_proposed_at timestamptz,
  erasure_proposed_by uuid,
  erasure_agreed      boolean not null,
  erased           varchar,
  erased_at        timestamptz,
  version          bigint not null,
  last_seq         bigint not null
);
create index caseload_v1_school on cases.caseload_v1 (school_id, ended);
create index caseload_v1_opened on cases.caseload_v1 (opened_at desc, case_id);
create index caseload_v1_retained on cases.caseload_v1 (retained_until, case_id) where retained_until is not null;
create index caseload_v1_words on cases.caseload_v1 using gin (search_words);

create table cases.deadlines_v1 (
  deadline_id    uuid primary key,
  case_id        uuid not null,
  code           varchar not null,
  started_at     timestamptz not null,
  warn_at        timestamptz not null,
  due_at         timestamptz not null,
  paused_at      timestamptz,
  escalate_at    timestamptz,
  settled_at     timestamptz,
  late           boolean not null,
  waived         boolean not null,
  waiver_by      uuid,
  waiver_pending boolean not null,
  last_seq       bigint not null
);
create index deadlines_v1_case on cases.deadlines_v1 (case_id);
create index deadlines_v1_running on cases.deadlines_v1 (due_at) where settled_at is null;

-- What the clocks have already said; so that each says it once.
create table cases.clock_signals_v1 (
  deadline_id uuid primary key,
  warned      boolean not null,
  missed      boolean not null,
  escalated   boolean not null
);

create table cases.open_actions_v1 (
  case_id     uuid not null,
  number      integer not null,
  description text,                  -- sealed
  owner_id    uuid,
  due_on      date,
  primary key (case_id, number)
);
