-- Whether the consent register permits to refer the child of a case.
create table referrals.consents_v1 (
  case_id  uuid    primary key,
  permits  boolean not null,
  until    text    null, -- last day, sealed under the key of the child; null without end
  last_seq bigint  not null
);
