-- What an organisation was called and under whom it stood is dated: a new name or parent begins a new period and leaves the old one as it was.
-- A merger has several predecessors and a split several successors, so succession has a table of its own.
alter table access.organisations add column code text;
update access.organisations set code = upper(id::text);
alter table access.organisations
  alter column code set not null,
  add constraint organisations_code unique (code);

create table access.organisation_periods (
  organisation_id uuid not null references access.organisations (id),
  valid_from      date not null,
  valid_to        date check (valid_to >= valid_from), -- last day, included
  name            text not null check (name <> ''),
  parent_id       uuid references access.organisations (id) check (parent_id <> organisation_id),
  phone           text, -- of the office, never of a person
  email           text,
  primary key (organisation_id, valid_from)
);

create table access.organisation_successors (
  organisation_id uuid not null references access.organisations (id),
  successor_id    uuid not null references access.organisations (id) check (successor_id <> organisation_id),
  primary key (organisation_id, successor_id)
);

insert into access.organisation_periods (organisation_id, valid_from, valid_to, name, parent_id)
select id, valid_from, valid_to, name, parent_id from access.organisations;
insert into access.organisation_successors (organisation_id, successor_id)
select id, replaced_by_id from access.organisations where replaced_by_id is not null;

alter table access.organisations
  drop column name, drop column parent_id, drop column valid_from, drop column valid_to, drop column replaced_by_id;
