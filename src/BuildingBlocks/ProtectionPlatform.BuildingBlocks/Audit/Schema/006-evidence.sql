-- Which streams tell of a case, as the modules declare it: what an evidence bundle of the case holds.
create table audit.case_streams_v1 (
  case_id   uuid not null,
  stream_id uuid not null,
  primary key (case_id, stream_id)
);
