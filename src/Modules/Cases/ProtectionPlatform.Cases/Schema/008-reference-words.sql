-- The groups of letters a reference is made of: a search that walks the rows of a school must not take each reference apart anew.
drop index cases.caseload_v1_reference_words;
alter table cases.caseload_v1 add column reference_words text[] not null generated always as (string_to_array(lower(reference), '-')) stored;
create index caseload_v1_reference_words on cases.caseload_v1 using gin (reference_words);
