-- Ratings on PostgreSQL (R12.1). sqlite/0005_ratings.sql is the same text but for
-- the types, the order in which text compares, and triggers.

-- +goose Up

-- What one side of an ended contract says of the other. It is shown when the
-- other side's row is there, or from closes_at on.
create table ratings (
  id             text collate "C" not null primary key,
  contract_id    text collate "C" not null references contracts (id),
  policy_version bigint not null,
  by_id          text collate "C" not null references accounts (id),
  of_id          text collate "C" not null references accounts (id),
  rated_as       text not null check (rated_as in ('client', 'worker')), -- what of_id was on the contract
  skill          smallint not null check (skill between 1 and 5),
  quality        smallint not null check (quality between 1 and 5),
  schedule       smallint not null check (schedule between 1 and 5),
  communication  smallint not null check (communication between 1 and 5),
  partnership    smallint not null check (partnership between 1 and 5),
  comment        text not null check (length(comment) <= 2000),
  at             bigint not null,
  closes_at      bigint not null, -- the end of the window
  check (by_id <> of_id),
  check (at < closes_at)
);
create unique index ratings_once on ratings (contract_id, by_id);
create index ratings_of on ratings (of_id, id);

-- The rated side's one answer. Its key is no primary key: two nodes may both
-- find that there is none yet, and the second one looks again.
create table rating_replies (
  rating_id text collate "C" not null references ratings (id),
  text      text not null check (text <> '' and length(text) <= 2000),
  at        bigint not null
);
create unique index rating_replies_once on rating_replies (rating_id);

-- What happened stays as it was written: ratings and replies.

create trigger ratings_no_change before update or delete on ratings for each row execute function refuse_change();
create trigger ratings_no_truncate before truncate on ratings for each statement execute function refuse_change();
create trigger rating_replies_no_change before update or delete on rating_replies for each row execute function refuse_change();
create trigger rating_replies_no_truncate before truncate on rating_replies for each statement execute function refuse_change();
