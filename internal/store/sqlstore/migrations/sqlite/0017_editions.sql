-- How the house is set (設定): the numbers of the rules and its own face, in
-- editions, on SQLite. postgres/0017_editions.sql is the same text but for the types, the
-- order in which text compares, and triggers.

-- +goose Up

create table editions (
  id        text not null primary key,
  kind      text not null check (kind = 'policy' or kind = 'house'),
  version   integer not null check (version > 0),
  starts_at integer not null check (starts_at >= at),
  at        integer not null,
  by_id     text not null references accounts (id),
  document  text not null
) strict;
create unique index editions_version on editions (kind, version);
create index editions_by on editions (by_id);

-- What happened stays as it was written.

-- +goose StatementBegin
create trigger editions_no_update before update on editions begin select raise(abort, 'editions are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger editions_no_delete before delete on editions begin select raise(abort, 'editions are never deleted'); end;
-- +goose StatementEnd
