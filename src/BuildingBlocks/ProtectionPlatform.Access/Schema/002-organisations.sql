-- The organisation tree as dated data: authorities are reorganised, and old records keep the old name.
create schema if not exists access;

create table if not exists access.organisations (
  id             uuid primary key,
  name           text not null check (name <> ''),
  kind           text not null,
  parent_id      uuid references access.organisations (id),
  valid_from     date not null,
  valid_to       date check (valid_to >= valid_from), -- last day, included
  replaced_by_id uuid references access.organisations (id) check (replaced_by_id <> id)
);

-- A role is always held at an organisation, and for a time.
create table if not exists access.memberships (
  user_id         uuid not null references identity.users (id) on delete cascade,
  role            text not null,
  organisation_id uuid not null references access.organisations (id),
  valid_from      date not null,
  valid_to        date check (valid_to >= valid_from), -- last day, included
  primary key (user_id, role, organisation_id, valid_from)
);
create index if not exists ix_memberships_organisation on access.memberships (organisation_id);
