-- Whether the mails about a request to end arrived, and that it was put off when
-- none did (R11.4), on SQLite. postgres/0016_put_off.sql is the same text but for the types.

-- +goose Up

alter table terminations add column reached integer not null default 0 check (reached in (0, 1));
alter table terminations add column bounced integer not null default 0 check (bounced in (0, 1));
alter table terminations add column put_off_at integer not null default 0;
