-- When somebody last looked, and what waits for them (domain/attention) on PostgreSQL.
-- The other database's text is the same but for the types and the order in which
-- text compares.

-- +goose Up

create table attentions (
  account_id  text collate "C" not null primary key references accounts (id),
  seen_at     bigint not null,
  unread_at   bigint not null,
  digested_at bigint not null,
  waiting_at  bigint not null,
  reminded_at bigint not null,
  next_due_at bigint not null
);
create index attentions_due on attentions (next_due_at, account_id) where next_due_at > 0;
