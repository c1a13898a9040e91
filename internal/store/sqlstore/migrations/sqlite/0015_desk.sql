-- Which cases somebody of the staff has in hand (担当, R13.3), on SQLite.
-- postgres/0015_desk.sql is the same text but for the types and the order in which text
-- compares.

-- +goose Up

create table desk_claims (
  case_id    text not null primary key,
  account_id text references accounts (id), -- null: given back
  until      integer not null
) strict;
create index notifications_bounced on notifications (id) where mail_state = 'bounced';
