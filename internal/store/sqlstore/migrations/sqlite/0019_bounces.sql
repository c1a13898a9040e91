-- When the staff saw to a mail that did not arrive (R11.3), on SQLite. postgres/0019_bounces.sql is the same text but for the types.

-- +goose Up

alter table notifications add column handled_at integer not null default 0;
create index notifications_unhandled on notifications (id) where mail_state = 'bounced' and handled_at = 0;
