-- Tasks (R8.2) on PostgreSQL, and who has been identified (R13.1). The text for
-- SQLite is the same but for the types and the order in which text compares.

-- +goose Up

alter table accounts add column identified_at bigint not null default 0;

-- The task of a job. Its answers are rows of their own, and only counted here.
create table tasks (
  job_id          text collate "C" not null primary key references jobs (id),
  client_id       text collate "C" not null references accounts (id),
  title           text not null,
  machine_version bigint not null check (machine_version > 0),
  policy_version  bigint not null check (policy_version > 0),
  unit_price      bigint not null check (unit_price > 0),
  answer_count    bigint not null check (answer_count > 0),
  minutes         bigint not null check (minutes > 0),
  per_worker      bigint not null check (per_worker > 0),
  answers_until   bigint not null,
  questions       text not null,
  identified      smallint not null check (identified in (0, 1)), -- for people who are
  approval_rate   bigint not null check (approval_rate between 0 and 100),
  form_sha256     text collate "C" not null,
  posted_at       bigint not null,

  state           text collate "C" not null check (state = 'awaiting_escrow' or state = 'open' or state = 'reviewing' or state = 'appeals' or state = 'completed' or state = 'cancelled'),
  held            bigint not null check (held >= 0),
  waiting         bigint not null check (waiting >= 0),
  approved        bigint not null check (approved >= 0),
  claims          bigint not null check (claims >= 0),
  upheld          bigint not null check (upheld >= 0),
  received        bigint not null check (received >= 0),
  state_since     bigint not null,
  state_until     bigint not null,
  closed_by       text collate "C" not null check (closed_by = '' or closed_by = 'client' or closed_by = 'clock'),
  payment_id      text collate "C" not null,
  payment_amount  bigint not null check (payment_amount >= 0),
  payment_state   text collate "C" not null check (payment_state = '' or payment_state = 'ordered' or payment_state = 'succeeded' or payment_state = 'failed' or payment_state = 'refunded'),
  payment_at      bigint not null,
  updated_at      bigint not null,
  clocked_at      bigint not null,
  next_due_at     bigint not null,
  due_kind        text collate "C" not null,
  events          bigint not null check (events >= 0),
  head            text collate "C" not null,
  version         bigint not null check (version > 0),
  check (held + waiting + approved + claims <= answer_count), -- no slot is given twice
  check ((next_due_at > 0) = (due_kind <> '')),
  check ((payment_id <> '') = (payment_state <> ''))
);
create index tasks_due on tasks (next_due_at, job_id) where next_due_at > 0;
create index tasks_ordered on tasks (payment_id) where payment_state = 'ordered';
create index tasks_client on tasks (client_id, job_id);

-- A slot, and what became of it.
create table task_answers (
  id          text collate "C" not null primary key,
  job_id      text collate "C" not null references tasks (job_id),
  worker_id   text collate "C" not null references accounts (id),
  ordinal     bigint not null check (ordinal > 0),
  taken_at    bigint not null,
  held_until  bigint not null,

  state       text collate "C" not null check (state = 'held' or state = 'released' or state = 'submitted' or state = 'approved' or state = 'rejected' or state = 'appealed' or state = 'upheld'),
  sent_at     bigint not null,
  sha256      text collate "C" not null,
  decided_at  bigint not null,
  decided_by  text collate "C" not null check (decided_by = '' or decided_by = 'client' or decided_by = 'clock' or decided_by = 'operator'),
  reason      text not null,
  appeal      text not null,
  finding     text not null,
  next_due_at bigint not null,
  version     bigint not null check (version > 0)
);
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
  answer_id text collate "C" not null primary key references task_answers (id),
  document  text not null
);

-- What happened stays as it was written.

create trigger task_documents_no_change before update or delete on task_documents for each row execute function refuse_change();
create trigger task_documents_no_truncate before truncate on task_documents for each statement execute function refuse_change();
