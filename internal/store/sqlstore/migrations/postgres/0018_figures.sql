-- The operator's service figures (R13.3) read what became of appeals, on PostgreSQL.
-- sqlite/0018_figures.sql is the same text.

-- +goose Up

create index events_appeals on events (at) where kind = 'task.appealed' or kind = 'task.upheld' or kind = 'task.overturned';
