-- Where people are paid (振込先口座, R10.1), batches for the bank (総合振込, R10.2) and
-- what became of each payout, on SQLite. A table's checks cannot be changed here, so
-- that of the payouts is written anew; what names it keeps naming it.
-- postgres/0014_payouts.sql comes to the same schema.

-- +goose NO TRANSACTION
-- +goose Up

pragma foreign_keys = off;
begin immediate;

create table bank_accounts (
  id            text not null primary key,
  account_id    text not null references accounts (id),
  bank_code     text not null check (length(bank_code) = 4),
  bank_name     text not null,
  branch_code   text not null check (length(branch_code) = 3),
  branch_name   text not null,
  kind          integer not null check (kind in (1, 2, 4)),
  tail          text not null check (length(tail) = 3),
  sealed        text not null check (sealed <> ''), -- number and holder, by a key that is not here
  registered_at integer not null,
  usable_at     integer not null check (usable_at >= registered_at),
  replaced_at   integer not null
) strict;
create unique index bank_accounts_in_use on bank_accounts (account_id) where replaced_at = 0;

create table payout_batches (
  id          text not null primary key,
  created_by  text not null references accounts (id),
  created_at  integer not null,
  pay_on      text not null,
  payouts     integer not null check (payouts > 0),
  total       integer not null check (total > 0),
  state       text not null check (state = 'proposed' or state = 'approved' or state = 'closed' or state = 'withdrawn'),
  approved_by text references accounts (id), -- null: nobody yet
  approved_at integer not null,
  open        integer not null check (open >= 0 and open <= payouts),
  version     integer not null check (version > 0),
  check ((state = 'approved' or state = 'closed') = (approved_by is not null)),
  check ((state = 'closed' or state = 'withdrawn') = (open = 0))
) strict;
create index payout_batches_state on payout_batches (state, id);

create table payouts_anew (
  id              text not null primary key,
  account_id      text not null references accounts (id),
  amount          integer not null check (amount > 0),
  requested_at    integer not null,
  pay_on          text not null, -- empty: asked for before there was a plan
  state           text not null check (state = 'requested' or state = 'batched' or state = 'paid' or state = 'returned' or state = 'cancelled'),
  bank_account_id text references bank_accounts (id),
  batch_id        text references payout_batches (id),
  ended_at        integer not null,
  reason          text not null,
  check ((batch_id is null) = (bank_account_id is null)),
  check ((state = 'batched' or state = 'paid' or state = 'returned') = (batch_id is not null)),
  check ((state = 'requested' or state = 'batched') = (ended_at = 0)),
  check ((state = 'returned') = (reason <> ''))
) strict;
insert into payouts_anew (id, account_id, amount, requested_at, pay_on, state, ended_at, reason) select id, account_id, amount, requested_at, '', state, 0, '' from payouts;
drop table payouts;
alter table payouts_anew rename to payouts;
create index payouts_account on payouts (account_id, id);
create index payouts_state on payouts (state, id);
create index payouts_batch on payouts (batch_id, id) where batch_id is not null;

-- What happened stays as it was written.

-- +goose StatementBegin
create trigger payouts_no_change before update of id, account_id, amount, requested_at, pay_on on payouts begin select raise(abort, 'payouts are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger payouts_no_delete before delete on payouts begin select raise(abort, 'payouts are never deleted'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger bank_accounts_no_change before update of id, account_id, bank_code, branch_code, kind, tail, sealed, registered_at, usable_at on bank_accounts begin select raise(abort, 'bank_accounts are append-only'); end;
-- +goose StatementEnd
-- In the same commit: a power cut after it must not make the next start do this again.
insert into goose_db_version (version_id, is_applied) values (14, 1);
commit;
pragma foreign_keys = on;
