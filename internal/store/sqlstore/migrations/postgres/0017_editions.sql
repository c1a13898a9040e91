-- How the house is set (設定): the numbers of the rules and its own face, in
-- editions, on PostgreSQL. sqlite/0017_editions.sql is the same text but for the types, the
-- order in which text compares, and triggers.

-- +goose Up

create table editions (
  id        text collate "C" not null primary key,
  kind      text collate "C" not null check (kind = 'policy' or kind = 'house'),
  version   bigint not null check (version > 0),
  starts_at bigint not null check (starts_at >= at),
  at        bigint not null,
  by_id     text collate "C" not null references accounts (id),
  document  text not null
);
create unique index editions_version on editions (kind, version);
create index editions_by on editions (by_id);

-- What happened stays as it was written.

create trigger editions_no_update before update on editions for each row execute function refuse_change();
create trigger editions_no_delete before delete on editions for each row execute function refuse_change();
create trigger editions_no_truncate before truncate on editions for each statement execute function refuse_change();
