-- Webhooks: taken in by the entrance, processed from here (docs/webhooks.md). What is stored is what was read of the payload.

alter table webhook_deliveries
  -- the payload's own digest: the same bytes under another delivery id are a replay
  add column body_sha256 text check (body_sha256 ~ '^[0-9a-f]{64}$'),
  -- whose line it stands in; empty where it is about none
  add column repository  text not null default '',
  add column attempts    integer not null default 0 check (attempts >= 0),
  add column next_at     timestamptz not null default '-infinity',
  add column claims      integer not null default 0,
  add column lease_until timestamptz,
  -- put aside: it was tried often enough; the code host's "redeliver" has it tried again
  add column failed_at   timestamptz,
  add column error       text;
create unique index webhook_deliveries_body on webhook_deliveries (forge, body_sha256);
drop index webhook_deliveries_open;
create index webhook_deliveries_open on webhook_deliveries (repository, id) where processed_at is null and failed_at is null;
create index webhook_deliveries_again on webhook_deliveries (next_at)
  where attempts > 0 and processed_at is null and failed_at is null;
create index webhook_deliveries_failed on webhook_deliveries (id) where failed_at is not null;

-- Up to which comment an issue's thread was there before it was let in: those are no commands and no answers.
create table host_threads (
  issue_id       bigint primary key references issues,
  comments_after bigint not null
);

-- Comments that were looked at: each once, by whichever way it was told.
create table host_comments (
  issue_id   bigint not null references issues,
  comment_id bigint not null,
  author     text not null,
  kind       text not null check (kind in ('command', 'stranger', 'answer', 'nothing')),
  replied    boolean not null,
  at         timestamptz not null,
  primary key (issue_id, comment_id)
);
create index host_comments_strangers on host_comments (issue_id, author, at) where kind = 'stranger';

-- Where the reconcile poll of a repository stands.
create table host_polls (
  repository_id bigint primary key references repositories,
  cursor        text,
  next_at       timestamptz not null,
  polled_at     timestamptz,
  error         text
);

-- The audit row that says what was asked for and what became of it.
alter table operator_commands add column audit_id bigint;

-- A review that was dismissed on the code host approves nothing any more.
alter table approvals add column withdrawn_at timestamptz;
