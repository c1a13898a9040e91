-- Whether the mails about a request to end arrived, and that it was put off when
-- none did (R11.4), on PostgreSQL. sqlite/0016_put_off.sql is the same text but for the types.

-- +goose Up

alter table terminations add column reached smallint not null default 0 check (reached in (0, 1));
alter table terminations add column bounced smallint not null default 0 check (bounced in (0, 1));
alter table terminations add column put_off_at bigint not null default 0;
