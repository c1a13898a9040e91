-- Reports (違反報告, R13.3) and requests to be in touch outside (サービス外連絡申請, R11.5) on PostgreSQL.
-- sqlite/0010_cases.sql is the same text but for the types, the order in which text
-- compares, and triggers.

-- +goose Up

-- What somebody reported, as it was then; the decision comes to it once.
create table reports (
  id           text collate "C" not null primary key,
  reporter_id  text collate "C" not null references accounts (id),
  subject_type text not null check (subject_type in ('job', 'person', 'message')),
  subject_id   text collate "C" not null, -- of a job, an account or a message
  owner_id     text collate "C" not null references accounts (id), -- who posted it, is it, or wrote it
  title        text not null,
  copy         text not null, -- a message's text, handed over with the report
  kind         text not null check (kind = 'work_before_escrow' or kind = 'off_platform' or kind = 'harassment' or kind = 'fraud' or kind = 'copyright' or kind = 'other'),
  text         text not null check (text <> '' and length(text) <= 2000),
  at           bigint not null,
  decide_by    bigint not null,
  state        text not null check (state = 'open' or state = 'no_violation' or state = 'warned' or state = 'removed'),
  decided_at   bigint not null,
  decided_by   text collate "C" references accounts (id), -- null: nobody yet
  decision     text not null check (length(decision) <= 2000),
  check (reporter_id <> owner_id),
  check (decided_by is null or decided_by <> reporter_id and decided_by <> owner_id),
  check ((state = 'open') = (decided_by is null)),
  check (state <> 'removed' or subject_type <> 'person')
);
create unique index reports_one_open on reports (reporter_id, subject_id) where state = 'open';
create index reports_reporter on reports (reporter_id, id);
create index reports_state on reports (state, id);
create index reports_removed on reports (subject_id) where state = 'removed';
create index reports_upheld on reports (owner_id) where kind = 'work_before_escrow' and (state = 'warned' or state = 'removed');

-- A wish to be in touch outside the platform; its events are in its contract's
-- chain.
create table outside_contacts (
  id          text collate "C" not null primary key,
  contract_id text collate "C" not null references contracts (id),
  asked_by    text not null check (asked_by in ('client', 'worker')),
  means       text not null check (means <> '' and length(means) <= 200),
  reason      text not null check (reason <> '' and length(reason) <= 2000),
  asked_at    bigint not null,
  answer_by   bigint not null,
  state       text not null check (state = 'requested' or state = 'agreed' or state = 'approved' or state = 'denied' or state = 'declined' or state = 'withdrawn' or state = 'lapsed'),
  answered_at bigint not null,
  decide_by   bigint not null,
  decided_at  bigint not null,
  decided_by  text collate "C" references accounts (id), -- null: no operator
  answer      text not null check (length(answer) <= 2000),
  next_due_at bigint not null check ((next_due_at > 0) = (state = 'requested')),
  check ((state = 'approved' or state = 'denied') = (decided_by is not null)),
  check (asked_at < answer_by)
);
create unique index outside_contacts_one_open on outside_contacts (contract_id) where state in ('requested', 'agreed');
create index outside_contacts_contract on outside_contacts (contract_id, id);
create index outside_contacts_state on outside_contacts (state, id);
create index outside_contacts_due on outside_contacts (next_due_at, contract_id) where next_due_at > 0;

-- What happened stays as it was written: what was said never changes, and what
-- was decided is decided once.

create trigger reports_no_change before update of id, reporter_id, subject_type, subject_id, owner_id, title, copy, kind, text, at, decide_by on reports for each row execute function refuse_change();
create trigger reports_no_update before update on reports for each row when (old.state <> 'open') execute function refuse_change();
create trigger reports_no_delete before delete on reports for each row execute function refuse_change();
create trigger reports_no_truncate before truncate on reports for each statement execute function refuse_change();
create trigger outside_contacts_no_change before update of id, contract_id, asked_by, means, reason, asked_at, answer_by on outside_contacts for each row execute function refuse_change();
create trigger outside_contacts_no_update before update on outside_contacts for each row when (old.state not in ('requested', 'agreed')) execute function refuse_change();
create trigger outside_contacts_no_delete before delete on outside_contacts for each row execute function refuse_change();
create trigger outside_contacts_no_truncate before truncate on outside_contacts for each statement execute function refuse_change();
