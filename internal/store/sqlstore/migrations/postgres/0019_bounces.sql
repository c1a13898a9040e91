-- When the staff saw to a mail that did not arrive (R11.3), on PostgreSQL. sqlite/0019_bounces.sql is the same text but for the types.

-- +goose Up

alter table notifications add column handled_at bigint not null default 0;
create index notifications_unhandled on notifications (id) where mail_state = 'bounced' and handled_at = 0;
