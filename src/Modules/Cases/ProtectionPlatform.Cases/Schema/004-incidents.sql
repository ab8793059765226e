-- Finds the incident of a case; a case belongs to one at most. Written with the incident.
create table cases.incident_children (
  case_id     uuid primary key,
  incident_id uuid not null
);
create index incident_children_incident on cases.incident_children (incident_id);
