-- Who is excluded from which case by name. Kept beside the record, in the very transaction of the event that says so, because no list may
-- show for a moment longer what the event has closed. The events are the record; the owner of the cases writes it, through these functions only (in schema ledger, which every module may use; this one only the platform).
create schema if not exists walls;

create table walls.exclusions (
  person_id uuid not null,
  case_id   uuid not null,
  primary key (person_id, case_id)
);
create index exclusions_case on walls.exclusions (case_id);

create function walls.require_owner_of_cases() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from ledger.stream_types where type = 'case' and owner = current_setting('role');
  if not found then
    raise exception 'PP403: role % does not own cases', current_setting('role') using errcode = 'PP403';
  end if;
end $$;

create function ledger.exclude(_case uuid, _person uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select walls.require_owner_of_cases();
  insert into walls.exclusions (person_id, case_id) values (_person, _case) on conflict do nothing;
$$;

create function ledger.readmit(_case uuid, _person uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select walls.require_owner_of_cases();
  delete from walls.exclusions where person_id = _person and case_id = _case;
$$;

revoke all on function walls.require_owner_of_cases, ledger.exclude, ledger.readmit from public;
