create schema if not exists messaging;

-- Subscriptions that stopped at a message they could not handle, and why.
create table messaging.stopped_subscriptions (
  name       varchar     primary key,
  sequence   bigint      not null,
  error      text        not null,
  attempts   integer     not null,
  stopped_at timestamptz not null
);
