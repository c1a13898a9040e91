-- When each side signed the confidentiality agreement (秘密保持契約); never when 0.

-- +goose Up

alter table contracts add column client_nda_at bigint not null default 0;
alter table contracts add column worker_nda_at bigint not null default 0;
