-- Which cases somebody of the staff has in hand (担当, R13.3), on PostgreSQL.
-- sqlite/0015_desk.sql is the same text but for the types and the order in which text
-- compares.

-- +goose Up

create table desk_claims (
  case_id    text collate "C" not null primary key,
  account_id text collate "C" references accounts (id), -- null: given back
  until      bigint not null
);
create index notifications_bounced on notifications (id) where mail_state = 'bounced';
