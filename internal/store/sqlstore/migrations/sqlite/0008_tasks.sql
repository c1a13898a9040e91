-- Tasks (R8.2) on SQLite, and who has been identified (R13.1). The text for
-- PostgreSQL is the same but for the types and the order in which text compares.

-- +goose Up

alter table accounts add column identified_at integer not null default 0;

-- The task of a job. Its answers are rows of their own, and only counted here.
create table tasks (
  job_id          text not null primary key references jobs (id),
  client_id       text not null references accounts (id),
  title           text not null,
  machine_version integer not null check (machine_version > 0),
  policy_version  integer not null check (policy_version > 0),
  unit_price      integer not null check (unit_price > 0),
  answer_count    integer not null check (answer_count > 0),
  minutes         integer not null check (minutes > 0),
  per_worker      integer not null check (per_worker > 0),
  answers_until   integer not null,
  questions       text not null,
  identified      integer not null check (identified in (0, 1)), -- for people who are
  approval_rate   integer not null check (approval_rate between 0 and 100),
  form_sha256     text not null,
  posted_at       integer not null,

  state           text not null check (state = 'awaiting_escrow' or state = 'open' or state = 'reviewing' or state = 'appeals' or state = 'completed' or state = 'cancelled'),
  held            integer not null check (held >= 0),
  waiting         integer not null check (waiting >= 0),
  approved        integer not null check (approved >= 0),
  claims          integer not null check (claims >= 0),
  upheld          integer not null check (upheld >= 0),
  received        integer not null check (received >= 0),
  state_since     integer not null,
  state_until     integer not null,
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
  check (held + waiting + approved + claims <= answer_count), -- no slot is given twice
  check ((next_due_at > 0) = (due_kind <> '')),
  check ((payment_id <> '') = (payment_state <> ''))
) strict;
create index tasks_due on tasks (next_due_at, job_id) where next_due_at > 0;
create index tasks_ordered on tasks (payment_id) where payment_state = 'ordered';
create index tasks_client on tasks (client_id, job_id);

-- A slot, and what became of it.
create table task_answers (
  id          text not null primary key,
  job_id      text not null references tasks (job_id),
  worker_id   text not null references accounts (id),
  ordinal     integer not null check (ordinal > 0),
  taken_at    integer not null,
  held_until  integer not null,

  state       text not null check (state = 'held' or state = 'released' or state = 'submitted' or state = 'approved' or state = 'rejected' or state = 'appealed' or state = 'upheld'),
  sent_at     integer not null,
  sha256      text not null,
  decided_at  integer not null,
  decided_by  text not null check (decided_by = '' or decided_by = 'client' or decided_by = 'clock' or decided_by = 'operator'),
  reason      text not null,
  appeal      text not null,
  finding     text not null,
  next_due_at integer not null,
  version     integer not null check (version > 0)
) strict, without rowid;
create index task_answers_due on task_answers (next_due_at, id) where next_due_at > 0;
create index task_answers_job on task_answers (job_id, id);
create index task_answers_waiting on task_answers (job_id, id) where state = 'submitted';
create index task_answers_held on task_answers (job_id, held_until, id) where state = 'held';
create index task_answers_worker on task_answers (worker_id, id);
create index task_answers_decided on task_answers (worker_id, state) where state = 'approved' or state = 'upheld';
create index task_answers_last on task_answers (job_id, worker_id, ordinal, id);
create index task_answers_appealed on task_answers (id) where state = 'appealed';

-- What was answered, as its hash is over.
create table task_documents (
  answer_id text not null primary key references task_answers (id),
  document  text not null
) strict;

-- What happened stays as it was written.

-- +goose StatementBegin
create trigger task_documents_no_update before update on task_documents begin select raise(abort, 'task_documents are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger task_documents_no_delete before delete on task_documents begin select raise(abort, 'task_documents are append-only'); end;
-- +goose StatementEnd
