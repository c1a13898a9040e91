-- The whole house on SQLite. postgres/0001_house.sql is the same text but for
-- the types, the order in which text compares, and how a trigger is written;
-- a test holds the two side by side.
--
-- Instants are whole microseconds since 1970 in UTC (0: none), money is whole
-- yen, truth is 0 or 1. Empty text means "none"; null stands only where a
-- foreign key must be able to point nowhere, and for the legs of a transfer.
-- A list of more than two words is written with "or": SQLite would build the
-- list anew for each row that it checks (measured: a sixth of a command).
-- Narrow tables whose ids grow with time are kept in the order of their keys
-- (without rowid); wide rows stay where they were first put.

-- +goose Up

create table accounts (
  id         text not null primary key,
  name       text not null,
  email      text not null,
  operator   integer not null check (operator in (0, 1)),
  created_at integer not null
) strict, without rowid;
create index accounts_email on accounts (email);

create table tokens (
  hash       text not null primary key,
  kind       text not null check (kind = 'bearer' or kind = 'link' or kind = 'session'),
  account_id text not null references accounts (id),
  created_at integer not null,
  used_at    integer not null
) strict, without rowid;

create table jobs (
  id            text not null primary key,
  client_id     text not null references accounts (id),
  format        text not null check (format = 'project' or format = 'contest' or format = 'task'), -- R1.1
  title         text not null,
  description   text not null,
  category      text not null,
  budget_amount integer not null check (budget_amount >= 0),
  due_on        text not null,
  search        text not null, -- title and description as base/bigram folds them
  state         text not null check (state in ('open', 'closed')),
  created_at    integer not null,
  version       integer not null check (version > 0)
) strict;
create index jobs_open on jobs (id) where state = 'open';

create table proposals (
  id               text not null primary key,
  job_id           text not null references jobs (id),
  client_id        text not null references accounts (id),
  worker_id        text not null references accounts (id),
  state            text not null check (state = 'open' or state = 'countered' or state = 'accepted' or state = 'declined' or state = 'withdrawn'),
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
create index proposals_job on proposals (job_id, id);
create index proposals_worker on proposals (worker_id, id);

create table contracts (
  id                text not null primary key,
  job_id            text not null references jobs (id),
  proposal_id       text not null references proposals (id),
  client_id         text not null references accounts (id),
  worker_id         text not null references accounts (id),
  title             text not null,
  machine_version   integer not null check (machine_version > 0),
  policy_version    integer not null check (policy_version > 0),
  amount            integer not null check (amount > 0),
  inspection_days   integer not null check (inspection_days between 1 and 30), -- R1.4
  revision_rounds   integer not null check (revision_rounds between 0 and 10), -- R1.4
  criteria          text not null,
  terms_sha256      text not null,
  formed_at         integer not null,

  state             text not null check (state = 'awaiting_escrow' or state = 'in_progress' or state = 'delivered' or state = 'revising'
                                      or state = 'disputed' or state = 'completed' or state = 'terminated' or state = 'cancelled'),
  current_milestone integer not null check (current_milestone >= 0),
  state_since       integer not null,
  state_until       integer not null,
  paid_gross        integer not null check (paid_gross >= 0),
  paid_net          integer not null check (paid_net >= 0),
  paid_fee          integer not null check (paid_fee >= 0),
  paid_tax          integer not null check (paid_tax >= 0),
  paid_refunded     integer not null check (paid_refunded >= 0),
  ended_by          text not null check (ended_by = '' or ended_by = 'client' or ended_by = 'worker' or ended_by = 'clock' or ended_by = 'agreement' or ended_by = 'operator'),
  deemed            integer not null check (deemed in (0, 1)),
  client_acted_at   integer not null,
  client_unanswered integer not null check (client_unanswered in (0, 1)),
  worker_acted_at   integer not null,
  worker_unanswered integer not null check (worker_unanswered in (0, 1)),
  nudge_id          text not null, -- the latest request of each kind; a foreign
  termination_id    text not null, -- key would be circular, as each request
  dispute_id        text not null, -- names its contract
  payment_id        text not null,
  updated_at        integer not null,
  clocked_at        integer not null,
  next_due_at       integer not null,
  due_kind          text not null,
  events            integer not null check (events >= 0),
  head              text not null,
  version           integer not null check (version > 0),
  check (client_id <> worker_id), -- R1.2
  check (paid_gross = paid_net + paid_fee + paid_tax), -- R9.3 e
  check ((next_due_at > 0) = (due_kind <> '')),
  check ((ended_by <> '') = (state = 'completed' or state = 'terminated' or state = 'cancelled'))
) strict;
create index contracts_due on contracts (next_due_at, id) where next_due_at > 0;
create index contracts_client on contracts (client_id, id);
create index contracts_worker on contracts (worker_id, id);

create table terms (
  contract_id text not null primary key references contracts (id),
  sha256      text not null,
  document    text not null
) strict;

create table milestones (
  id          text not null primary key,
  contract_id text not null references contracts (id),
  position    integer not null check (position >= 0),
  title       text not null,
  amount      integer not null check (amount > 0),
  due_on      text not null,
  state       text not null check (state = 'pending' or state = 'awaiting_escrow' or state = 'in_progress' or state = 'delivered'
                                or state = 'revising' or state = 'disputed' or state = 'completed' or state = 'terminated'
                                or state = 'cancelled'),
  funded      integer not null,
  revisions   integer not null check (revisions >= 0),
  declined    integer not null check (declined in (0, 1)),
  check (funded in (0, amount)) -- R9.3 d
) strict, without rowid;
create unique index milestones_contract on milestones (contract_id, position);

create table nudges (
  id            text not null primary key,
  contract_id   text not null references contracts (id),
  state         text not null check (state = 'requested' or state = 'sent' or state = 'denied' or state = 'answered' or state = 'unanswered' or state = 'closed_by_reply'),
  asked_by      text not null check (asked_by in ('client', 'worker')),
  note          text not null,
  requested_at  integer not null,
  review_by     integer not null,
  decided_at    integer not null,
  decided_by    text references accounts (id), -- null: nobody, or the clock
  auto_approved integer not null check (auto_approved in (0, 1)),
  denial_code   text not null,
  denial_reason text not null,
  reply_by      integer not null,
  closed_at     integer not null
) strict, without rowid;
create unique index nudges_one_open on nudges (contract_id) where state in ('requested', 'sent'); -- R5.9

create table terminations (
  id             text not null primary key,
  contract_id    text not null references contracts (id),
  state          text not null check (state = 'open' or state = 'agreed' or state = 'declined' or state = 'withdrawn' or state = 'expired' or state = 'lapsed'),
  asked_by       text not null check (asked_by in ('client', 'worker')),
  worker_amount  integer not null check (worker_amount >= 0),
  reason         text not null,
  asked_at       integer not null,
  due_at         integer not null,
  consent_only   integer not null check (consent_only in (0, 1)),
  decline_reason text not null,
  closed_at      integer not null
) strict, without rowid;
create unique index terminations_one_open on terminations (contract_id) where state = 'open'; -- R6.6

create table disputes (
  id              text not null primary key,
  contract_id     text not null references contracts (id),
  state           text not null check (state = 'open' or state = 'settled' or state = 'resolved'),
  opened_by       text not null check (opened_by in ('client', 'worker')),
  reason          text not null,
  opened_at       integer not null,
  decide_by       integer not null,
  offer_by        text not null check (offer_by = '' or offer_by = 'client' or offer_by = 'worker'),
  offer_amount    integer not null check (offer_amount >= 0),
  proposed_by     text references accounts (id), -- null: no proposal by a first operator
  proposed_amount integer not null check (proposed_amount >= 0),
  worker_amount   integer not null check (worker_amount >= 0),
  resolved_by     text references accounts (id), -- null: open, or settled by the parties
  resolution      text not null,
  closed_at       integer not null,
  check (proposed_by <> resolved_by) -- R7.2
) strict, without rowid;
create unique index disputes_one on disputes (contract_id);

create table payments (
  id           text not null primary key,
  contract_id  text not null references contracts (id),
  milestone_id text not null references milestones (id),
  amount       integer not null check (amount > 0),
  state        text not null check (state = 'ordered' or state = 'succeeded' or state = 'failed' or state = 'refunded'),
  ordered_at   integer not null
) strict, without rowid;
create unique index payments_one_ordered on payments (milestone_id) where state = 'ordered';

create table events (
  id          text not null primary key,
  contract_id text not null references contracts (id),
  seq         integer not null check (seq > 0),
  kind        text not null,
  at          integer not null,
  actor       text not null check (actor = 'client' or actor = 'worker' or actor = 'operator' or actor = 'clock' or actor = 'gateway'),
  deemed      integer not null check (deemed in (0, 1)),
  data        text not null,
  hash        text not null -- of this event; the one before it is found by seq (R9.5)
) strict, without rowid;
create unique index events_chain on events (contract_id, seq);

create table messages (
  thread  text not null references proposals (id),
  id      text not null,
  from_id text references accounts (id), -- null: the platform
  body    text not null,
  at      integer not null,
  primary key (thread, id)
) strict;

create table payouts (
  id           text not null primary key,
  account_id   text not null references accounts (id),
  amount       integer not null check (amount > 0),
  state        text not null check (state in ('requested')),
  requested_at integer not null
) strict, without rowid;
create index payouts_account on payouts (account_id, id);

create table ledger_accounts (
  id       text not null primary key,
  currency text not null check (currency = 'JPY'),
  balance  integer not null,
  check (balance >= 0 or id in ('gateway', 'bank')) -- R9.3 b
) strict, without rowid;

-- One row is one whole transfer, so that an unbalanced one cannot be written
-- (R9.2, R9.3 a). Credits to people come first; statements look no further.
create table transfers (
  id          text not null primary key,
  kind        text not null check (kind = 'deposit' or kind = 'hold' or kind = 'release' or kind = 'split' or kind = 'refund' or kind = 'pay_out' or kind = 'return' or kind = 'correct'),
  key         text not null, -- unique below: the same key twice moves money once, and a milestone is settled once
  event_id    text references events (id),
  payout_id   text references payouts (id),
  contract_id text references contracts (id),
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
  check ((event_id is null) = (contract_id is null))
) strict, without rowid;
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

-- One row is the notification in-site and the state of its mail (R11.2, R11.3).
create table notifications (
  id          text not null primary key,
  account_id  text not null references accounts (id),
  kind        text not null,
  contract_id text references contracts (id),
  data        text not null,
  at          integer not null,
  read_at     integer not null,
  mail_state  text not null check (mail_state = 'none' or mail_state = 'queued' or mail_state = 'sent' or mail_state = 'bounced' or mail_state = 'superseded'),
  mail_tries  integer not null check (mail_tries >= 0),
  mail_at     integer not null,
  stale_at    integer not null
) strict, without rowid;
create index notifications_account on notifications (account_id, id);
create index notifications_queued on notifications (mail_at, id) where mail_state = 'queued';

create table mail_attempts (
  notification_id text not null references notifications (id),
  try             integer not null check (try > 0),
  at              integer not null,
  outcome         text not null check (outcome = 'sent' or outcome = 'failed' or outcome = 'bounced' or outcome = 'superseded'),
  detail          text not null,
  primary key (notification_id, try)
) strict, without rowid;

-- Kept answers come and go in the order of seq, so the oldest lie together.
create table answers (
  seq         integer primary key,
  key_hash    text not null,
  fingerprint text not null,
  status      integer not null,
  body        blob not null,
  at          integer not null
) strict;
create unique index answers_key on answers (key_hash);

create table sandbox (
  id  integer not null primary key check (id = 1),
  now integer not null
) strict;

insert into ledger_accounts (id, currency, balance)
values ('gateway', 'JPY', 0), ('bank', 'JPY', 0), ('fee', 'JPY', 0), ('tax', 'JPY', 0);

-- What happened stays as it was written; contracts and accounts of the ledger
-- may change but not go (R9.2, R9.4, R9.5).

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
-- +goose StatementBegin
create trigger terms_no_update before update on terms begin select raise(abort, 'terms are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger terms_no_delete before delete on terms begin select raise(abort, 'terms are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger messages_no_update before update on messages begin select raise(abort, 'messages are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger messages_no_delete before delete on messages begin select raise(abort, 'messages are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger mail_attempts_no_update before update on mail_attempts begin select raise(abort, 'mail_attempts are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger mail_attempts_no_delete before delete on mail_attempts begin select raise(abort, 'mail_attempts are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger contracts_no_delete before delete on contracts begin select raise(abort, 'contracts are never deleted'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger ledger_accounts_no_delete before delete on ledger_accounts begin select raise(abort, 'ledger_accounts are never deleted'); end;
-- +goose StatementEnd
