-- What was agreed may be changed with consent (R1.6): each change that is asked
-- for brings a terms document of its own, and the contract names the one in
-- force. And a client may pay a bonus after completion (R1.7).
-- postgres/0009_changes.sql is the same text but for the types, the order in
-- which text compares, and how a trigger is written.

-- +goose Up

alter table terms rename to old_terms;
create table terms (
  contract_id text not null references contracts (id),
  sha256      text not null,
  document    text not null,
  primary key (contract_id, sha256)
) strict;
insert into terms (contract_id, sha256, document) select contract_id, sha256, document from old_terms;
drop table old_terms;

create table changes (
  id             text not null primary key,
  contract_id    text not null references contracts (id),
  milestone_id   text not null references milestones (id),
  state          text not null check (state = 'open' or state = 'awaiting_escrow' or state = 'agreed' or state = 'declined' or state = 'withdrawn' or state = 'lapsed'),
  asked_by       text not null check (asked_by in ('client', 'worker')),
  old_amount     integer not null check (old_amount > 0),
  old_due_on     text not null,
  old_scope      text not null,
  old_criteria   text not null, -- one a line
  new_amount     integer not null check (new_amount > 0),
  new_due_on     text not null,
  new_scope      text not null,
  new_criteria   text not null, -- one a line
  reason         text not null,
  terms_sha256   text not null,
  asked_at       integer not null,
  agreed_at      integer not null,
  due_at         integer not null,
  decline_reason text not null,
  closed_at      integer not null,
  foreign key (contract_id, terms_sha256) references terms (contract_id, sha256)
) strict;
create unique index changes_one_undecided on changes (contract_id) where state in ('open', 'awaiting_escrow'); -- R1.6

create table bonuses (
  id          text not null primary key,
  contract_id text not null references contracts (id),
  amount      integer not null check (amount > 0),
  message     text not null,
  state       text not null check (state = 'ordered' or state = 'paid' or state = 'failed'),
  ordered_at  integer not null,
  paid_at     integer not null
) strict;

alter table contracts add column change_id text not null default '';
alter table contracts add column bonus_id text not null default '';
alter table contracts add column bonuses integer not null default 0 check (bonuses >= 0);
alter table contracts add column paid_bonus integer not null default 0 check (paid_bonus >= 0 and paid_bonus <= paid_gross);
alter table payments add column paid_for text not null default ''; -- a change or a bonus; empty: the milestone's whole escrow

-- What happened stays as it was written (R9.2).

-- +goose StatementBegin
create trigger terms_no_update before update on terms begin select raise(abort, 'terms are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger terms_no_delete before delete on terms begin select raise(abort, 'terms are append-only'); end;
-- +goose StatementEnd
