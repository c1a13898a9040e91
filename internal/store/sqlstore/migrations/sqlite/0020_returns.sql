-- Who said first that a large payout came back after it had arrived (R10.2), on SQLite. postgres/0020_returns.sql is the same text but for the types.

-- +goose Up

alter table payouts add column return_by text references accounts (id) check (return_by is null or state = 'paid' or state = 'returned');
