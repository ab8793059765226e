-- For whom somebody read, when only that person's role let them.
alter table audit.reads_v1 add column acting_for_id uuid, add column acting_for_name varchar;
