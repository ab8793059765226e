-- A place of a province finds its rows, and a name or part of a reference is found, without reading those of everybody.
create index caseload_v1_authorities on cases.caseload_v1 using gin (authority_ids);
create index caseload_v1_reference_words on cases.caseload_v1 using gin (string_to_array(lower(reference), '-'));
