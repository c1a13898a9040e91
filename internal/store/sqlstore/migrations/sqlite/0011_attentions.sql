-- When somebody last looked, and what waits for them (domain/attention) on SQLite.
-- The other database's text is the same but for the types and the order in which
-- text compares.

-- +goose Up

create table attentions (
  account_id  text not null primary key references accounts (id),
  seen_at     integer not null,
  unread_at   integer not null,
  digested_at integer not null,
  waiting_at  integer not null,
  reminded_at integer not null,
  next_due_at integer not null
) strict, without rowid;
create index attentions_due on attentions (next_due_at, account_id) where next_due_at > 0;
