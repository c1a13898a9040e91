-- Ratings on SQLite (R12.1). postgres/0005_ratings.sql is the same text but for
-- the types, the order in which text compares, and triggers.

-- +goose Up

-- What one side of an ended contract says of the other. It is shown when the
-- other side's row is there, or from closes_at on.
create table ratings (
  id             text not null primary key,
  contract_id    text not null references contracts (id),
  policy_version integer not null,
  by_id          text not null references accounts (id),
  of_id          text not null references accounts (id),
  rated_as       text not null check (rated_as in ('client', 'worker')), -- what of_id was on the contract
  skill          integer not null check (skill between 1 and 5),
  quality        integer not null check (quality between 1 and 5),
  schedule       integer not null check (schedule between 1 and 5),
  communication  integer not null check (communication between 1 and 5),
  partnership    integer not null check (partnership between 1 and 5),
  comment        text not null check (length(comment) <= 2000),
  at             integer not null,
  closes_at      integer not null, -- the end of the window
  check (by_id <> of_id),
  check (at < closes_at)
) strict;
create unique index ratings_once on ratings (contract_id, by_id);
create index ratings_of on ratings (of_id, id);

-- The rated side's one answer. Its key is no primary key: two nodes may both
-- find that there is none yet, and the second one looks again.
create table rating_replies (
  rating_id text not null references ratings (id),
  text      text not null check (text <> '' and length(text) <= 2000),
  at        integer not null
) strict;
create unique index rating_replies_once on rating_replies (rating_id);

-- What happened stays as it was written: ratings and replies.

-- +goose StatementBegin
create trigger ratings_no_update before update on ratings begin select raise(abort, 'ratings are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger ratings_no_delete before delete on ratings begin select raise(abort, 'ratings are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger rating_replies_no_update before update on rating_replies begin select raise(abort, 'rating_replies are append-only'); end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger rating_replies_no_delete before delete on rating_replies begin select raise(abort, 'rating_replies are append-only'); end;
-- +goose StatementEnd
