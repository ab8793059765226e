-- The newest version of each document of an organisation; the older ones are in the record.
create table registers.processing_v1 (
  id              uuid    primary key,
  organisation_id uuid    not null,
  kind            varchar not null,
  written_on      date    not null,
  send_by         date    null,
  sent_on         date    null,
  review_by       date    not null,
  version         bigint  not null,
  last_seq        bigint  not null
);
