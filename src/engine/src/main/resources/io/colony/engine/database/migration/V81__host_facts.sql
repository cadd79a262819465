-- What the code host told us: its own view of a branch's head, and edits of issues that nobody has accepted yet.

-- The newest head of our branch that the code host named: the same news twice is news once.
alter table issues add column host_head text check (host_head ~ '^[0-9a-f]{40}$');

-- A text that somebody wrote after the issue was let in. Agents see it only once a person with write permission accepts it.
create table issue_edits (
  id               bigint generated always as identity primary key,
  issue_id         bigint not null references issues,
  title            text not null,
  body_raw         text not null,
  body_normalised  text not null,
  sha256           text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  hidden_text      boolean not null,
  author           text not null,
  noticed_at       timestamptz not null,
  decision         text check (decision in ('accepted', 'rejected', 'superseded')),
  decided_by       text,
  decided_at       timestamptz,
  check ((decision is null) = (decided_at is null)),
  check ((decision is null) = (decided_by is null))
);
create unique index issue_edits_one_pending on issue_edits (issue_id) where decision is null;
create index issue_edits_by_issue on issue_edits (issue_id, id);

-- Issues are created (children of an epic) and pull requests closed (by a reimplementation) as well.
alter table forge_intents drop constraint forge_intents_kind_check;
alter table forge_intents add constraint forge_intents_kind_check
  check (kind in ('push', 'pull-request', 'merge', 'issue'));
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('label', 'comment', 'status', 'pull-request-closed'));
