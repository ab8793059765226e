-- Views of the work list that people keep for themselves: filters, which name no child.
create table cases.saved_views (
  view_id   uuid primary key,
  person_id uuid not null,
  name      text not null,
  filter    jsonb not null,
  by_risk   boolean not null,
  saved_at  timestamptz not null
);
create index saved_views_person on cases.saved_views (person_id);

-- Finds the cases that were assigned together; written with each assignment.
create table cases.assignment_sets (
  set_id      uuid not null,
  made_by     uuid not null,
  case_id     uuid not null,
  assigned_at timestamptz not null,
  primary key (set_id, made_by, case_id)
);
