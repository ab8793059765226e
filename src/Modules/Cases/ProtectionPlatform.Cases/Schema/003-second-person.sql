-- A risk level below the computed one that waits for a second person: for "Today". Rows from before fill at the next event of their case or a rebuild.
alter table cases.caseload_v1 add column lower_risk_since timestamptz, add column lower_risk_by uuid;
