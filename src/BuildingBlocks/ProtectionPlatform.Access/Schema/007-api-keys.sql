-- What a program of an integrator proves itself with. A key that has ended stays, so that its name still stands beside what it did.
create table if not exists access.api_keys (
  id              uuid primary key,
  name            text not null,
  organisation_id uuid not null references access.organisations (id),
  scopes          text[] not null,
  per_minute      integer not null,
  made_at         timestamptz not null,
  made_by         uuid not null,
  expires_at      timestamptz not null,
  revoked_at      timestamptz,
  last_used_at    timestamptz
);
create index if not exists ix_api_keys_organisation on access.api_keys (organisation_id);

-- The secret itself is nowhere: its digest, and the letters after pp_ by which it is found and recognised. While a key changes hands it has two.
create table if not exists access.api_key_secrets (
  handle      text primary key,
  key_id      uuid not null references access.api_keys (id),
  digest      bytea not null,
  valid_until timestamptz
);
create index if not exists ix_api_key_secrets_key on access.api_key_secrets (key_id);
