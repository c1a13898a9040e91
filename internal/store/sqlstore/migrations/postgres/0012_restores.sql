-- What became of copies of the house, on PostgreSQL. sqlite/0012_restores.sql is
-- the same text but for the types and triggers.

-- +goose Up

-- One row for each time that the house was made of a backup. While the last one
-- is not released, the house is in quarantine: nothing is written, nothing leaves.
create table restores (
  at          bigint not null primary key,
  taken_at    bigint not null, -- when the backup was made
  released_at bigint not null,
  check (at > 0)
);

-- What happened stays as it was written: restores.

create trigger restores_no_delete before delete on restores for each row execute function refuse_change();
create trigger restores_no_truncate before truncate on restores for each statement execute function refuse_change();
