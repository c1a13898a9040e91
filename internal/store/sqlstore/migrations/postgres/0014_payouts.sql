-- Where people are paid (振込先口座, R10.1), batches for the bank (総合振込, R10.2) and
-- what became of each payout, on PostgreSQL.
-- sqlite/0014_payouts.sql comes to the same schema.

-- +goose Up

create table bank_accounts (
  id            text collate "C" not null primary key,
  account_id    text collate "C" not null references accounts (id),
  bank_code     text not null check (length(bank_code) = 4),
  bank_name     text not null,
  branch_code   text not null check (length(branch_code) = 3),
  branch_name   text not null,
  kind          bigint not null check (kind in (1, 2, 4)),
  tail          text not null check (length(tail) = 3),
  sealed        text not null check (sealed <> ''), -- number and holder, by a key that is not here
  registered_at bigint not null,
  usable_at     bigint not null check (usable_at >= registered_at),
  replaced_at   bigint not null
);
create unique index bank_accounts_in_use on bank_accounts (account_id) where replaced_at = 0;

create table payout_batches (
  id          text collate "C" not null primary key,
  created_by  text collate "C" not null references accounts (id),
  created_at  bigint not null,
  pay_on      text not null,
  payouts     bigint not null check (payouts > 0),
  total       bigint not null check (total > 0),
  state       text not null check (state = 'proposed' or state = 'approved' or state = 'closed' or state = 'withdrawn'),
  approved_by text collate "C" references accounts (id), -- null: nobody yet
  approved_at bigint not null,
  open        bigint not null check (open >= 0 and open <= payouts),
  version     bigint not null check (version > 0),
  check ((state = 'approved' or state = 'closed') = (approved_by is not null)),
  check ((state = 'closed' or state = 'withdrawn') = (open = 0))
);
create index payout_batches_state on payout_batches (state, id);

alter table payouts drop constraint payouts_state_check;
alter table payouts add constraint payouts_state_check check (state = 'requested' or state = 'batched' or state = 'paid' or state = 'returned' or state = 'cancelled');
alter table payouts add column pay_on text not null default '';
alter table payouts alter column pay_on drop default;
alter table payouts add column bank_account_id text collate "C" references bank_accounts (id);
alter table payouts add column batch_id text collate "C" references payout_batches (id);
alter table payouts add column ended_at bigint not null default 0;
alter table payouts alter column ended_at drop default;
alter table payouts add column reason text not null default '';
alter table payouts alter column reason drop default;
alter table payouts add constraint payouts_batch_check check ((batch_id is null) = (bank_account_id is null));
alter table payouts add constraint payouts_batched_check check ((state = 'batched' or state = 'paid' or state = 'returned') = (batch_id is not null));
alter table payouts add constraint payouts_ended_check check ((state = 'requested' or state = 'batched') = (ended_at = 0));
alter table payouts add constraint payouts_reason_check check ((state = 'returned') = (reason <> ''));
create index payouts_state on payouts (state, id);
create index payouts_batch on payouts (batch_id, id) where batch_id is not null;

create trigger payouts_no_change before update of id, account_id, amount, requested_at, pay_on on payouts for each row execute function refuse_change();
create trigger payouts_no_delete before delete on payouts for each row execute function refuse_change();
create trigger bank_accounts_no_change before update of id, account_id, bank_code, branch_code, kind, tail, sealed, registered_at, usable_at on bank_accounts for each row execute function refuse_change();
