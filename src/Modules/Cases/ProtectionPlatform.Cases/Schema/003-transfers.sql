-- Finds the case of a transfer and the school it is offered to; written with the proposal and with what becomes of it.
create table cases.transfers (
  transfer_id  uuid primary key,
  case_id      uuid not null,
  to_school_id uuid,
  settled      boolean not null default false
);
create index transfers_pending on cases.transfers (to_school_id) where not settled;
