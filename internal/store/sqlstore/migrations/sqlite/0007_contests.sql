-- Contests (R8.1) on SQLite. postgres/0007_contests.sql is the same text but for
-- the types and the order in which text compares.

-- +goose Up

-- The contest of a job, with its prizes: each is held in the escrow of its id.
create table contests (
  job_id          text not null primary key references jobs (id),
  client_id       text not null references accounts (id),
  title           text not null,
  machine_version integer not null check (machine_version > 0),
  policy_version  integer not null check (policy_version > 0),
  entries_until   integer not null,
  guaranteed      integer not null check (guaranteed > 0),
  shown           integer not null check (shown in (0, 1)), -- entries are seen by all
  criteria        text not null,
  inspection_days integer not null check (inspection_days between 1 and 30), -- R1.4
  revision_rounds integer not null check (revision_rounds between 0 and 10), -- R1.4
  posted_at       integer not null,

  state           text not null check (state = 'awaiting_escrow' or state = 'open' or state = 'choosing' or state = 'completed' or state = 'shared' or state = 'refunded' or state = 'cancelled'),
  prizes          text not null,
  state_since     integer not null,
  state_until     integer not null,
  choose_by       integer not null,
  closed_by       text not null check (closed_by = '' or closed_by = 'client' or closed_by = 'clock'),
  payment_id      text not null,
  payment_amount  integer not null check (payment_amount >= 0),
  payment_state   text not null check (payment_state = '' or payment_state = 'ordered' or payment_state = 'succeeded' or payment_state = 'failed' or payment_state = 'refunded'),
  payment_at      integer not null,
  updated_at      integer not null,
  clocked_at      integer not null,
  next_due_at     integer not null,
  due_kind        text not null,
  events          integer not null check (events >= 0),
  head            text not null,
  version         integer not null check (version > 0),
  check ((next_due_at > 0) = (due_kind <> '')),
  check ((payment_id <> '') = (payment_state <> ''))
) strict;
create index contests_due on contests (next_due_at, job_id) where next_due_at > 0;
create index contests_ordered on contests (payment_id) where payment_state = 'ordered';
create index contests_client on contests (client_id, job_id);

-- An entry; its thread is the proposal of its id.
create table contest_entries (
  id        text not null primary key references proposals (id),
  job_id    text not null references contests (job_id),
  number    integer not null check (number > 0),
  worker_id text not null references accounts (id),
  at        integer not null,
  sha256    text not null,
  state     text not null check (state = 'valid' or state = 'withdrawn' or state = 'won'),
  favourite integer not null check (favourite in (0, 1))
) strict, without rowid;
create unique index contest_entries_number on contest_entries (job_id, number);
create index contest_entries_worker on contest_entries (worker_id, id);

-- What was entered, as its hash is over.
create table entry_documents (
  entry_id text not null primary key references contest_entries (id),
  document text not null
) strict;

-- What happened stays as it was written.

-- +goose StatementBegin
create trigger entry_documents_no_update before update on entry_documents begin select raise(abort, 'entry_documents are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger entry_documents_no_delete before delete on entry_documents begin select raise(abort, 'entry_documents are append-only'); end;
-- +goose StatementEnd
