-- Contests and tasks have chains and money of their own, and a job may await its
-- escrow before it is published (R2.2), on SQLite. A table's checks cannot be
-- changed here, so four tables are written anew; what names them keeps naming
-- them. postgres/0006_subjects.sql comes to the same schema.

-- +goose NO TRANSACTION
-- +goose Up

pragma foreign_keys = off;
begin immediate;
drop view entries;

create table jobs_anew (
  id            text not null primary key,
  client_id     text not null references accounts (id),
  format        text not null check (format = 'project' or format = 'contest' or format = 'task'), -- R1.1
  title         text not null,
  description   text not null,
  category      text not null,
  budget_amount integer not null check (budget_amount >= 0),
  due_on        text not null,
  search        text not null, -- title and description as base/bigram folds them
  state         text not null check (state = 'awaiting_escrow' or state = 'open' or state = 'closed'),
  created_at    integer not null,
  version       integer not null check (version > 0)
) strict;
insert into jobs_anew (id, client_id, format, title, description, category, budget_amount, due_on, search, state, created_at, version) select id, client_id, format, title, description, category, budget_amount, due_on, search, state, created_at, version from jobs;
drop table jobs;
alter table jobs_anew rename to jobs;
create index jobs_open on jobs (id) where state = 'open';
create index jobs_client on jobs (client_id, id);

create table proposals_anew (
  id               text not null primary key,
  job_id           text not null references jobs (id),
  client_id        text not null references accounts (id),
  worker_id        text not null references accounts (id),
  state            text not null check (state = 'entered' or state = 'open' or state = 'countered' or state = 'accepted' or state = 'declined' or state = 'withdrawn'),
  message          text not null,
  own_amount       integer not null check (own_amount >= 0),
  own_due_on       text not null,
  own_message      text not null,
  own_conditions   text not null,
  offer_amount     integer not null check (offer_amount >= 0),
  offer_due_on     text not null,
  offer_message    text not null,
  offer_conditions text not null,
  contract_id      text not null, -- of the contract that it became
  created_at       integer not null,
  version          integer not null check (version > 0),
  check (client_id <> worker_id) -- R1.2
) strict;
insert into proposals_anew (id, job_id, client_id, worker_id, state, message, own_amount, own_due_on, own_message, own_conditions, offer_amount, offer_due_on, offer_message, offer_conditions, contract_id, created_at, version) select id, job_id, client_id, worker_id, state, message, own_amount, own_due_on, own_message, own_conditions, offer_amount, offer_due_on, offer_message, offer_conditions, contract_id, created_at, version from proposals;
drop table proposals;
alter table proposals_anew rename to proposals;
create index proposals_job on proposals (job_id, id);
create index proposals_worker on proposals (worker_id, id);
create index proposals_client on proposals (client_id, id);

create table events_anew (
  id          text not null primary key,
  contract_id text references contracts (id), -- of a contract's chain
  job_id      text references jobs (id),      -- or of a contest's or a task's
  seq         integer not null check (seq > 0),
  kind        text not null,
  at          integer not null,
  actor       text not null check (actor = 'client' or actor = 'worker' or actor = 'operator' or actor = 'clock' or actor = 'gateway'),
  deemed      integer not null check (deemed in (0, 1)),
  data        text not null,
  hash        text not null, -- of this event; the one before it is found by seq (R9.5)
  check ((contract_id is null) <> (job_id is null))
) strict, without rowid;
insert into events_anew (id, contract_id, seq, kind, at, actor, deemed, data, hash) select id, contract_id, seq, kind, at, actor, deemed, data, hash from events;
drop table events;
alter table events_anew rename to events;
create unique index events_chain on events (contract_id, seq) where contract_id is not null;
create unique index events_job_chain on events (job_id, seq) where job_id is not null;

create table transfers_anew (
  id          text not null primary key,
  kind        text not null check (kind = 'deposit' or kind = 'hold' or kind = 'release' or kind = 'split' or kind = 'refund' or kind = 'share' or kind = 'pay_out' or kind = 'return' or kind = 'correct'),
  key         text not null, -- unique below: the same key twice moves money once, and a milestone is settled once
  event_id    text references events (id),
  payout_id   text references payouts (id),
  contract_id text references contracts (id),
  job_id      text references jobs (id),
  at          integer not null,
  currency    text not null check (currency = 'JPY'),
  debit       text not null references ledger_accounts (id),
  amount      integer not null check (amount > 0),
  credit_1    text not null references ledger_accounts (id),
  amount_1    integer not null check (amount_1 > 0),
  credit_2    text references ledger_accounts (id),
  amount_2    integer check (amount_2 > 0),
  credit_3    text references ledger_accounts (id),
  amount_3    integer check (amount_3 > 0),
  credit_4    text references ledger_accounts (id),
  amount_4    integer check (amount_4 > 0),
  check (amount = amount_1 + coalesce(amount_2, 0) + coalesce(amount_3, 0) + coalesce(amount_4, 0)),
  check ((credit_2 is null) = (amount_2 is null)),
  check ((credit_3 is null) = (amount_3 is null)),
  check ((credit_4 is null) = (amount_4 is null)),
  check ((event_id is null) <> (payout_id is null)), -- R9.3 f: exactly one cause
  check ((event_id is null) = (contract_id is null and job_id is null)),
  check (contract_id is null or job_id is null)
) strict, without rowid;
insert into transfers_anew (id, kind, key, event_id, payout_id, contract_id, at, currency, debit, amount, credit_1, amount_1, credit_2, amount_2, credit_3, amount_3, credit_4, amount_4) select id, kind, key, event_id, payout_id, contract_id, at, currency, debit, amount, credit_1, amount_1, credit_2, amount_2, credit_3, amount_3, credit_4, amount_4 from transfers;
drop table transfers;
alter table transfers_anew rename to transfers;
create unique index transfers_key on transfers (key);
create index transfers_debit on transfers (debit, id) where debit >= 'user:' and debit < 'user;';
create index transfers_credit_1 on transfers (credit_1, id) where credit_1 >= 'user:' and credit_1 < 'user;';
create index transfers_credit_2 on transfers (credit_2, id) where credit_2 >= 'user:' and credit_2 < 'user;';

-- The transfers as plain double entry: one line for each account that one touches.
create view entries (transfer_id, account_id, amount) as
  select id, debit, -amount from transfers
  union all select id, credit_1, amount_1 from transfers
  union all select id, credit_2, amount_2 from transfers where credit_2 is not null
  union all select id, credit_3, amount_3 from transfers where credit_3 is not null
  union all select id, credit_4, amount_4 from transfers where credit_4 is not null;

-- +goose StatementBegin
create trigger transfers_no_update before update on transfers begin select raise(abort, 'transfers are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger transfers_no_delete before delete on transfers begin select raise(abort, 'transfers are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger events_no_update before update on events begin select raise(abort, 'events are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger events_no_delete before delete on events begin select raise(abort, 'events are append-only'); end;
-- +goose StatementEnd

-- In the same commit: a power cut after it must not make the next start do this again.
insert into goose_db_version (version_id, is_applied) values (6, 1);
commit;
pragma foreign_keys = on;
