-- Files in threads, read marks and the search of jobs on PostgreSQL.
-- sqlite/0003_threads.sql is the same text but for the types, the order in
-- which text compares, triggers, and the index of words.

-- +goose Up

-- A file in a thread; its content is on the disk, by its hash (R11.1).
create table attachments (
  id          text collate "C" not null primary key,
  thread      text collate "C" not null references proposals (id),
  name        text not null,
  type        text not null,
  size        bigint not null check (size > 0),
  sha256      text not null,
  uploaded_by text collate "C" not null references accounts (id),
  at          bigint not null,
  sent_in     text collate "C" not null -- the message or the event of the delivery that carries it
);
create index attachments_sent on attachments (sent_in, id);
create index attachments_unsent on attachments (thread, uploaded_by, id) where sent_in = '';

create table read_marks (
  thread     text collate "C" not null references proposals (id),
  account_id text collate "C" not null references accounts (id),
  upto       text collate "C" not null, -- the last message read
  at         bigint not null,
  primary key (thread, account_id)
);
create index read_marks_account on read_marks (account_id);

create index proposals_client on proposals (client_id, id);
create index jobs_client on jobs (client_id, id);
create index nudges_contract on nudges (contract_id);

-- What happened stays as it was written: a file that was sent.

create trigger attachments_no_change before update or delete on attachments for each row when (old.sent_in <> '') execute function refuse_change();
create trigger attachments_no_truncate before truncate on attachments for each statement execute function refuse_change();

-- The tokens of each job's text (base/bigram), to find it by. They lie apart
-- from the jobs, which stay small; no list of new ones waits to be sorted in,
-- that a search would have to read through.
create table job_words (
  job_id text collate "C" not null primary key references jobs (id),
  words  tsvector not null
);
create index job_words_words on job_words using gin (words) with (fastupdate = off);
