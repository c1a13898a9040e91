-- Who said first that a large payout came back after it had arrived (R10.2), on PostgreSQL. sqlite/0020_returns.sql is the same text but for the types.

-- +goose Up

alter table payouts add column return_by text collate "C" references accounts (id) check (return_by is null or state = 'paid' or state = 'returned');
