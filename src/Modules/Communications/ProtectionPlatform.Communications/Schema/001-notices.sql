-- What this module keeps of a case to know whom to tell: its own copy of facts other modules published.
create table communications.case_facts (
  case_id     uuid    primary key,
  reference   varchar null,
  school_id   uuid    null,
  assignee_id uuid    null,
  last_seq    bigint  not null
);

-- One row per message, recipient and kind: the key is what makes a notice appear exactly once.
create table communications.notices (
  message_id   uuid        not null,
  recipient_id uuid        not null,
  kind         varchar     not null,
  id           uuid        not null unique,
  number       bigint      not null generated always as identity,
  reference    varchar     not null,
  link         varchar     not null,
  code         varchar     null,
  due_at       timestamptz null,
  at           timestamptz not null,
  read_at      timestamptz null,
  primary key (message_id, recipient_id, kind)
);
create index notices_of_recipient on communications.notices (recipient_id, number desc);
create index notices_unread on communications.notices (recipient_id) where read_at is null;

-- What should go out by e-mail, under the same key. It holds no words: they are made when it is sent.
-- Queued -> Sending (handed over, about to be accepted) -> Sent; after a crash in between Unconfirmed, never sent again by itself.
create table communications.emails (
  message_id      uuid        not null,
  recipient_id    uuid        not null,
  kind            varchar     not null,
  id              uuid        not null unique,
  number          bigint      not null generated always as identity,
  reference       varchar     not null,
  link            varchar     not null,
  state           varchar     not null default 'Queued' check (state in ('Queued', 'Sending', 'Sent', 'Unconfirmed', 'Failed')),
  attempts        integer     not null default 0,
  last_error      varchar     null,
  queued_at       timestamptz not null,
  next_attempt_at timestamptz not null,
  sent_at         timestamptz null,
  primary key (message_id, recipient_id, kind)
);
create index emails_waiting on communications.emails (next_attempt_at) where state in ('Queued', 'Sending');
create index emails_newest on communications.emails (number desc);
