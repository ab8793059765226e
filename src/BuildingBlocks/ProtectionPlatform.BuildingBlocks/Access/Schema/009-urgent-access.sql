-- Who opened which case in an emergency, and until when: beside the record as the exclusions are, for the lists. The events are the record.
create table walls.urgent_access (
  person_id  uuid        not null,
  case_id    uuid        not null,
  open_until timestamptz not null,
  primary key (person_id, case_id)
);

create function ledger.open_urgently(_case uuid, _person uuid, _until timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select walls.require_owner_of_cases();
  insert into walls.urgent_access (person_id, case_id, open_until) values (_person, _case, _until)
  on conflict (person_id, case_id) do update set open_until = excluded.open_until;
$$;

create function ledger.close_urgently(_case uuid, _person uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select walls.require_owner_of_cases();
  delete from walls.urgent_access where person_id = _person and case_id = _case;
$$;

revoke all on function ledger.open_urgently, ledger.close_urgently from public;

-- A read of what only such an opening shows is marked in the list of reads.
alter table audit.reads_v1 add column urgent boolean not null default false;
