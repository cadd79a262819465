-- Telling the people who are waited for: docs/notices.md. A row is first a plan, then a record of what was said.

create table notices (
  id         bigint generated always as identity primary key,
  tenant_id  bigint not null references tenants,
  -- both empty for a digest: which stay in a state it is about, by the version that the issue entered it with
  issue_id   bigint references issues,
  entry      bigint,
  kind       text not null check (kind in ('waiting', 'reminder', 'digest')),
  -- 0 for the first notice of a stay, then the reminders
  number     integer not null default 0 check (number >= 0),
  channel    text not null check (channel ~ '^[a-z][a-z0-9-]{0,31}$'),
  people     text[] not null,
  marker     text not null unique,
  status     text not null check (status in ('pending', 'delivered', 'cancelled', 'failed')),
  due_at     timestamptz not null,
  attempts   integer not null default 0,
  error      text,
  created_at timestamptz not null,
  closed_at  timestamptz,
  check ((status = 'pending') = (closed_at is null)),
  check ((kind = 'digest') = (issue_id is null)),
  check ((issue_id is null) = (entry is null))
);
create index notices_due on notices (due_at, id) where status = 'pending';
create index notices_by_issue on notices (issue_id, id desc);
create index notices_failed on notices (tenant_id, id desc) where status = 'failed';
