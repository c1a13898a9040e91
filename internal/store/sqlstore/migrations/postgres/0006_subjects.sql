-- Contests and tasks have chains and money of their own, and a job may await its
-- escrow before it is published (R2.2), on PostgreSQL.
-- sqlite/0006_subjects.sql comes to the same schema.

-- +goose Up

alter table jobs drop constraint jobs_state_check;
alter table jobs add constraint jobs_state_check check (state = 'awaiting_escrow' or state = 'open' or state = 'closed');

alter table proposals drop constraint proposals_state_check;
alter table proposals add constraint proposals_state_check check (state = 'entered' or state = 'open' or state = 'countered' or state = 'accepted' or state = 'declined' or state = 'withdrawn');

alter table events alter column contract_id drop not null;
alter table events add column job_id text collate "C" references jobs (id); -- of a contest's or a task's chain
alter table events add constraint events_subject_check check ((contract_id is null) <> (job_id is null));
drop index events_chain;
create unique index events_chain on events (contract_id, seq) where contract_id is not null;
create unique index events_job_chain on events (job_id, seq) where job_id is not null;

alter table transfers add column job_id text collate "C" references jobs (id);
alter table transfers drop constraint transfers_kind_check;
alter table transfers add constraint transfers_kind_check check (kind = 'deposit' or kind = 'hold' or kind = 'release' or kind = 'split' or kind = 'refund' or kind = 'share' or kind = 'pay_out' or kind = 'return' or kind = 'correct');
-- +goose StatementBegin
do $$
declare one text;
begin
  select conname into strict one from pg_constraint
    where conrelid = 'transfers'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%event_id IS NULL%contract_id IS NULL%';
  execute format('alter table transfers drop constraint %I', one);
end
$$;
-- +goose StatementEnd
alter table transfers add constraint transfers_cause_check check ((event_id is null) = (contract_id is null and job_id is null));
alter table transfers add constraint transfers_subject_check check (contract_id is null or job_id is null);
