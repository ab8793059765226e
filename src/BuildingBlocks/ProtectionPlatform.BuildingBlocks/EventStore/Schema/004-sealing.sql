-- The sealed log: every event becomes a leaf of one Merkle tree, in the order of the record, and the tree's head is signed.
-- Only the role pp_ledger writes here. What stands here stays: the triggers below refuse everything but growth.

-- The log itself. Its row is also the lock: whoever holds it seals, signs or rotates keys.
create table ledger.log (
  single      boolean     primary key default true check (single),
  instance    uuid        not null,           -- of this database's log; names the folder of its key
  origin      text        not null,           -- first line of every checkpoint
  started_at  timestamptz not null,
  signed_size bigint      not null default 0  -- of the last checkpoint: its loss would show
);

create table ledger.leaves (
  leaf_index bigint primary key check (leaf_index >= 0),
  seq_id     bigint not null unique,
  event_id   uuid   not null unique,          -- of its entry: the event's id, unless a foreign program gave one id twice
  leaf_hash  bytea  not null check (octet_length(leaf_hash) = 32)
);

-- Tiles of 256 hashes (C2SP tlog-tiles, height 8). The last one of a level grows at its end until it is full.
create table ledger.tiles (
  level      integer not null check (level between 0 and 7),
  tile_index bigint  not null check (tile_index >= 0),
  data       bytea   not null check (octet_length(data) between 32 and 8192 and octet_length(data) % 32 = 0),
  primary key (level, tile_index)
);

-- Entries the sealer made for events of foreign programs, to be counted without a walk.
create index entries_external on ledger.entries (event_id) where headers = '{"actorName": "external"}';

-- Signed heads. One tree for one size: the primary key says so.
create table ledger.checkpoints (
  size          bigint      primary key check (size > 0),
  root          bytea       not null check (octet_length(root) = 32),
  note          text        not null,
  key_ids       text[]      not null,
  signed_at     timestamptz not null,
  previous_size bigint      not null,
  consistency   bytea       not null           -- hashes that prove it extends the one before
);

-- Public halves of the keys that signed or sign. The private ones are not in the database.
create table ledger.keys (
  key_id     text        primary key,          -- 8 hex digits: first four bytes of SHA-256 of the public key
  public_key bytea       not null,             -- SubjectPublicKeyInfo
  valid_from timestamptz not null,
  valid_to   timestamptz null,
  ordered_by uuid        null unique              -- event that ordered the rotation
);

-- Comparisons of the sealed log with the event rows. One row follows sealing; each full check has its own.
create table ledger.checks (
  id           bigint      generated always as identity primary key,
  kind         text        not null check (kind in ('Incremental', 'Full')),
  requested_at timestamptz not null,
  requested_by uuid        null,
  started_at   timestamptz null,
  beat_at      timestamptz null,               -- of the host at work on it; old when that host died
  ended_at     timestamptz null,
  from_leaf    bigint      not null default 0,
  up_to_leaf   bigint      not null default 0,  -- exclusive
  entries      bigint      not null default 0,
  findings     integer     not null default 0
);
create unique index checks_one_incremental on ledger.checks (kind) where kind = 'Incremental';
create unique index checks_one_full_at_a_time on ledger.checks (kind) where kind = 'Full' and ended_at is null;

create table ledger.findings (
  id          bigint      generated always as identity primary key,
  code        text        not null,
  subject     text        not null,
  facts       jsonb       not null,
  first_found timestamptz not null,
  last_found  timestamptz not null,
  check_id    bigint      null references ledger.checks (id),  -- that saw it last
  cleared_at  timestamptz null,                 -- a later full check no longer saw it
  unique (code, subject)
);

-- Checkpoints handed to outside parties.
create table ledger.anchors (
  id               bigint      generated always as identity primary key,
  target           text        not null,
  kind             text        not null,
  size             bigint      not null references ledger.checkpoints (size),
  state            text        not null check (state in ('Pending', 'Sent', 'Failed')),
  requested_at     timestamptz not null,
  attempts         integer     not null default 0,
  next_attempt     timestamptz not null,
  sent_at          timestamptz null,
  error            text        null,
  countersignature text        null,
  unique (target, size)
);
create index anchors_pending on ledger.anchors (next_attempt) where state <> 'Sent';

-- A partial tile may grow at its end, a key may be given its end once, the signed size may rise. Nothing else.
create function ledger.refuse_unless_growth() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  grows boolean := false;
begin
  if tg_op = 'UPDATE' then
    if tg_table_name = 'tiles' then
      grows := new.level = old.level and new.tile_index = old.tile_index
        and octet_length(new.data) > octet_length(old.data) and substr(new.data, 1, octet_length(old.data)) = old.data;
    elsif tg_table_name = 'keys' then
      grows := to_jsonb(new) - 'valid_to' = to_jsonb(old) - 'valid_to' and old.valid_to is null;
    else
      grows := to_jsonb(new) - 'signed_size' = to_jsonb(old) - 'signed_size' and new.signed_size >= old.signed_size;
    end if;
  end if;
  if grows then
    return new;
  end if;
  raise exception 'PP001: % of %.% is refused: what is sealed stays', tg_op, tg_table_schema, tg_table_name
    using errcode = 'PP001';
end $$;

create trigger refuse_change before update or delete on ledger.leaves for each row execute function ledger.refuse_change();
create trigger refuse_truncate before truncate on ledger.leaves for each statement execute function ledger.refuse_change();
create trigger refuse_change before update or delete on ledger.checkpoints for each row execute function ledger.refuse_change();
create trigger refuse_truncate before truncate on ledger.checkpoints for each statement execute function ledger.refuse_change();
create trigger refuse_change before update or delete on ledger.tiles for each row execute function ledger.refuse_unless_growth();
create trigger refuse_truncate before truncate on ledger.tiles for each statement execute function ledger.refuse_change();
create trigger refuse_change before update or delete on ledger.log for each row execute function ledger.refuse_unless_growth();
create trigger refuse_truncate before truncate on ledger.log for each statement execute function ledger.refuse_change();
create trigger refuse_change before update or delete on ledger.keys for each row execute function ledger.refuse_unless_growth();
create trigger refuse_truncate before truncate on ledger.keys for each statement execute function ledger.refuse_change();

revoke all on all functions in schema ledger from public;
