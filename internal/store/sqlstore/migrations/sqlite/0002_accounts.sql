-- Signing in on SQLite (R13.1). postgres/0002_accounts.sql is the same text but
-- for the types and the order in which text compares.

-- +goose Up

alter table accounts add column language text not null default 'ja' check (language = 'ja' or language = 'en' or language = '');
alter table accounts add column intro text not null default '';
alter table accounts add column password_hash text not null default '';
alter table accounts add column confirmed_at integer not null default 0;
alter table accounts add column muted text not null default '';
alter table accounts add column version integer not null default 1;
update accounts set confirmed_at = created_at;

-- Few switch anything off: whoever writes a notification finds them here.
create index accounts_muted on accounts (id, muted) where muted <> '';

-- Tokens as they were, with when they end; the list of kinds is longer.
alter table tokens rename to old_tokens;
create table tokens (
  hash         text not null primary key,
  kind         text not null check (kind = 'bearer' or kind = 'link' or kind = 'session' or kind = 'confirm' or kind = 'reset'),
  account_id   text not null references accounts (id),
  created_at   integer not null,
  used_at      integer not null,
  expires_at   integer not null,
  last_seen_at integer not null,
  agent        text not null,
  email        text not null
) strict, without rowid;
insert into tokens (hash, kind, account_id, created_at, used_at, expires_at, last_seen_at, agent, email)
select hash, kind, account_id, created_at, used_at, case when kind = 'session' then created_at + 2592000000000 else 0 end, 0, '', '' from old_tokens;
drop table old_tokens;
create index tokens_account on tokens (account_id) where kind <> 'bearer';

-- An address signs one person in at most; null: given up.
create table logins (
  email      text not null,
  account_id text references accounts (id)
) strict;
create unique index logins_email on logins (email);
create index logins_account on logins (account_id);

create table credentials (
  id           text not null primary key,
  account_id   text not null references accounts (id),
  name         text not null,
  data         text not null,
  created_at   integer not null,
  last_used_at integer not null,
  removed_at   integer not null
) strict;
create index credentials_account on credentials (account_id);

alter table notifications add column mail_to text not null default '';
alter table notifications add column mail_link text not null default '';
create index notifications_mail_to on notifications (mail_to, id) where mail_to <> '';
