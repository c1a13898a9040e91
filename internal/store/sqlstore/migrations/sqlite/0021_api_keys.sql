-- API keys (APIキー, R13.1) on SQLite: tokens that their owners make for programs,
-- known by a name and their first characters. postgres/0021_api_keys.sql is the same
-- text but for the types and the order in which text compares.

-- +goose Up

alter table tokens rename to old_tokens;
create table tokens (
  hash         text not null primary key,
  kind         text not null check (kind = 'bearer' or kind = 'link' or kind = 'session' or kind = 'confirm' or kind = 'reset' or kind = 'api_key'),
  account_id   text not null references accounts (id),
  created_at   integer not null,
  used_at      integer not null,
  expires_at   integer not null,
  last_seen_at integer not null,
  agent        text not null,
  email        text not null,
  proved_at    integer not null default 0 check (proved_at = 0 or kind = 'session'),
  name         text not null default '' check (name = '' or kind = 'api_key'),
  start        text not null default '' check (start = '' or kind = 'api_key'),
  check (kind <> 'api_key' or (name <> '' and start <> '' and expires_at >= created_at))
) strict, without rowid;
insert into tokens (hash, kind, account_id, created_at, used_at, expires_at, last_seen_at, agent, email, proved_at)
select hash, kind, account_id, created_at, used_at, expires_at, last_seen_at, agent, email, proved_at from old_tokens;
drop table old_tokens;
create index tokens_account on tokens (account_id) where kind <> 'bearer';
