-- Unfinished uploads. What is said of the file and its bytes are sealed under the child's key; of a reporter no account is kept.
create table cases.uploads (
  upload_id   uuid primary key,
  case_id     uuid not null,
  by_reporter boolean not null,
  started_by  uuid,
  form        text not null,
  size        bigint not null,
  received    bigint not null default 0,
  expires_at  timestamptz not null
);
create index uploads_case on cases.uploads (case_id);
create index uploads_expire on cases.uploads (expires_at);

create table cases.upload_pieces (
  upload_id uuid not null references cases.uploads on delete cascade,
  place     bigint not null,
  sealed    bytea not null,
  primary key (upload_id, place)
);
alter table cases.upload_pieces alter column sealed set storage external;

-- The bytes of attachments, piece by piece, sealed under the child's key. Written with the event that tells of them, gone with its removal or erasure.
create table cases.attachment_pieces (
  case_id       uuid not null,
  attachment_id uuid not null,
  piece         integer not null,
  sealed        bytea not null,
  primary key (attachment_id, piece)
);
create index attachment_pieces_case on cases.attachment_pieces (case_id);
alter table cases.attachment_pieces alter column sealed set storage external;
