-- A question put to a passkey: answered once, within five minutes.
create table if not exists identity.passkey_challenges (
  id      uuid primary key,
  state   text not null,
  made_at timestamptz not null
);

-- When a passkey was last used, which Identity does not keep.
create table if not exists identity.passkey_uses (
  credential_id bytea primary key references identity.user_passkeys (credential_id) on delete cascade,
  used_at       timestamptz not null
);
