-- Demonstration accounts only: may work without a second factor where the host's settings say so (Access__DemoWithoutSecondFactor).
alter table identity.users add column if not exists second_factor_waived boolean not null default false;

-- A closed account stays, because history names it; it can no longer sign in.
alter table identity.users add column if not exists deactivated_at timestamptz;

-- A code of an authenticator is good for one use; kept for the few minutes in which it would be accepted again.
create table if not exists identity.used_codes (
  user_id uuid not null references identity.users (id) on delete cascade,
  code    text not null,
  used_at timestamptz not null,
  primary key (user_id, code)
);

-- What a person needs to recognise a session of theirs, and what the server needs to end it. Sessions from before carry none of this: they end.
delete from identity.sessions;
alter table identity.sessions
  add column if not exists last_seen_at timestamptz not null,
  add column if not exists locked       boolean not null default false,
  add column if not exists device       text not null, -- browser and system in words, not the header
  add column if not exists network      text not null, -- where from, without the last part of the address
  add column if not exists held         text not null; -- the memberships at sign-in: when they are no longer these, the session ends
