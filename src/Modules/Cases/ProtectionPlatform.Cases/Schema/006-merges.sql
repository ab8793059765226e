-- Which file rests in which, as long as it does; written with the confirmation of the merge and with its undoing.
create table cases.merges (
  case_id uuid primary key,
  into_id uuid not null
);
create index merges_into on cases.merges (into_id);

-- Reference of the file it rests in. Rows from before fill at the next event of their case or a rebuild.
alter table cases.caseload_v1 add column merged_into varchar;
