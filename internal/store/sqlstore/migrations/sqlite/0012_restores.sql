-- What became of copies of the house, on SQLite. postgres/0012_restores.sql is
-- the same text but for the types and triggers.

-- +goose Up

-- One row for each time that the house was made of a backup. While the last one
-- is not released, the house is in quarantine: nothing is written, nothing leaves.
create table restores (
  at          integer not null primary key,
  taken_at    integer not null, -- when the backup was made
  released_at integer not null,
  check (at > 0)
) strict;

-- What happened stays as it was written: restores.

-- +goose StatementBegin
create trigger restores_no_delete before delete on restores begin select raise(abort, 'restores are never deleted'); end;
-- +goose StatementEnd
