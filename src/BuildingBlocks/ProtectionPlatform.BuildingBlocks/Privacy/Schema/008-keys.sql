-- The keys of personal data, under a role of their own: who reads the record or a read model cannot reach them.
create schema keys;

-- One key for each person of a case (or other matter), wrapped by the master key, which is not in this database.
-- A destroyed one stays as a row without key, so that it is never made again.
create table keys.person_keys (
  person_id    uuid primary key,
  about        uuid not null,        -- the case
  whose        varchar not null,
  master       varchar,              -- which master key wraps it
  wrapped      bytea,
  created_at   timestamptz not null,
  destroyed_at timestamptz,
  check ((wrapped is null) = (destroyed_at is not null) and (wrapped is null) = (master is null))
);
create index person_keys_about on keys.person_keys (about);

-- Keys of digests by which something is found without being stored, one for each purpose.
create table keys.purpose_keys (
  purpose varchar primary key,
  master  varchar not null,
  wrapped bytea not null
);
