-- Who holds whose membership while that person is away. Never changed but to end it: who held what when is asked years later.
create table access.delegations (
  id              uuid primary key,
  absent_id       uuid not null references identity.users (id),
  role            text not null,
  organisation_id uuid not null references access.organisations (id),
  delegate_id     uuid not null references identity.users (id) check (delegate_id <> absent_id),
  begins_at       timestamptz not null,
  until_at        timestamptz not null check (until_at > begins_at),
  reason          text not null,
  restricted      boolean not null, -- the restricted part of cases is included; only the absent person can say so
  granted_by      uuid not null,
  granted_at      timestamptz not null,
  ended_at        timestamptz,
  ended_by        uuid,
  end_kind        text
);
create index ix_delegations_delegate on access.delegations (delegate_id, until_at);
create index ix_delegations_absent on access.delegations (absent_id);
create index ix_delegations_organisation on access.delegations (organisation_id, until_at);
