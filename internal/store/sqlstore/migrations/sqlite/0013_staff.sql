-- The staff's roles (運営の役割, R13.2), second factors (R13.1) and the audit trail
-- (監査記録) on SQLite. postgres/0013_staff.sql is the same text but for the types,
-- the order in which text compares, and triggers.

-- +goose Up

-- Who was of the staff until now did everything.
alter table accounts add column roles text not null default '' check (roles = '' or roles = 'admin' or roles = 'finance' or roles = 'support' or roles = 'admin finance' or roles = 'admin support' or roles = 'finance support' or roles = 'admin finance support');
update accounts set roles = 'admin finance support' where operator = 1;
alter table accounts drop column operator;
create index accounts_staff on accounts (id) where roles <> '';

alter table accounts add column totp text not null default ''; -- sealed
create index accounts_totp on accounts (id) where totp <> '';
alter table accounts add column totp_step integer not null default 0;
alter table accounts add column recovery_codes text not null default '' check (totp <> '' or recovery_codes = '');
alter table tokens add column proved_at integer not null default 0 check (proved_at = 0 or kind = 'session');

-- Each line proves all before it, and the head that none was cut off.
create table audit_lines (
  id         text not null primary key,
  seq        integer not null check (seq > 0),
  at         integer not null,
  by_id      text not null, -- an account; empty for who runs the machine
  act        text not null check (act <> ''),
  subject_id text not null,
  data       text not null,
  prev_hash  text not null check (length(prev_hash) = 64),
  hash       text not null check (length(hash) = 64)
) strict;
create unique index audit_lines_seq on audit_lines (seq);
create index audit_lines_by on audit_lines (by_id, id);
create index audit_lines_subject on audit_lines (subject_id, id);

create table audit_heads (
  id   integer not null primary key check (id = 1),
  seq  integer not null check (seq >= 0),
  hash text not null
) strict;
insert into audit_heads (id, seq, hash) values (1, 0, '');

-- What happened stays as it was written.

-- +goose StatementBegin
create trigger audit_lines_no_update before update on audit_lines begin select raise(abort, 'audit_lines are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger audit_lines_no_delete before delete on audit_lines begin select raise(abort, 'audit_lines are never deleted'); end;
-- +goose StatementEnd
