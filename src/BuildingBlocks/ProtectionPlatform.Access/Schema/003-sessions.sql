-- A signed-in browser. The cookie names its session, so that signing out ends it on the server as well.
create table if not exists identity.sessions (
  id         uuid primary key,
  user_id    uuid not null references identity.users (id) on delete cascade,
  started_at timestamptz not null
);
create index if not exists ix_sessions_user_id on identity.sessions (user_id);

-- The keys that protect cookies and tokens, wrapped by the master key. Kept here so that a restart signs nobody out.
create table if not exists identity.protection_keys (
  name    text primary key,
  master  text not null,
  wrapped bytea not null
);
