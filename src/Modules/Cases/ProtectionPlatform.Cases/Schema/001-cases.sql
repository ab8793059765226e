-- Finds a case by the reporter's reference; written with the report itself.
create table cases.report_references (
  reference varchar primary key,
  case_id   uuid not null unique
);
