-- Two people may be behind what one did: whoever acted, and for whom. Neither is the second person.
alter table cases.caseload_v1
  alter column waits_not_for type uuid[] using case when waits_not_for is null then '{}'::uuid[] else array[waits_not_for] end,
  alter column waits_not_for set not null,
  add column hand_over_to uuid,
  add column hand_over_at timestamptz;
alter table cases.deadlines_v1
  alter column waiver_by type uuid[] using case when waiver_by is null then '{}'::uuid[] else array[waiver_by] end,
  alter column waiver_by set not null;
