-- Files in threads, read marks and the search of jobs on SQLite.
-- postgres/0003_threads.sql is the same text but for the types, the order in
-- which text compares, triggers, and the index of words.

-- +goose Up

-- A file in a thread; its content is on the disk, by its hash (R11.1).
create table attachments (
  id          text not null primary key,
  thread      text not null references proposals (id),
  name        text not null,
  type        text not null,
  size        integer not null check (size > 0),
  sha256      text not null,
  uploaded_by text not null references accounts (id),
  at          integer not null,
  sent_in     text not null -- the message or the event of the delivery that carries it
) strict;
create index attachments_sent on attachments (sent_in, id);
create index attachments_unsent on attachments (thread, uploaded_by, id) where sent_in = '';

create table read_marks (
  thread     text not null references proposals (id),
  account_id text not null references accounts (id),
  upto       text not null, -- the last message read
  at         integer not null,
  primary key (thread, account_id)
) strict, without rowid;
create index read_marks_account on read_marks (account_id);

create index proposals_client on proposals (client_id, id);
create index jobs_client on jobs (client_id, id);
create index nudges_contract on nudges (contract_id);

-- What happened stays as it was written: a file that was sent.

-- +goose StatementBegin
create trigger attachments_no_update before update on attachments when old.sent_in <> '' begin select raise(abort, 'attachments are append-only once sent'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger attachments_no_delete before delete on attachments when old.sent_in <> '' begin select raise(abort, 'attachments are append-only once sent'); end;
-- +goose StatementEnd

-- The tokens of each job's text (base/bigram), to find it by. A row of the index
-- is known by a number only, and jobs have none of their own that would stay.
-- Tokens hold no space and no sign, so that the plainest tokenizer keeps them.
create table job_places (
  place  integer primary key,
  job_id text not null references jobs (id)
) strict;
create unique index job_places_job on job_places (job_id);
create virtual table job_words using fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');
