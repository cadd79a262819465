-- Breakers learn a sliding window, growing pauses and one probe at a time.
alter table breakers
  -- the newest failures, oldest first: the window is read from them
  add column failed_at timestamptz[] not null default '{}',
  -- openings in a row without a success in between: each pause is longer than the one before
  add column openings integer not null default 0 check (openings >= 0),
  -- the one task that is let through an open breaker: alive while it is claimed under this epoch
  add column probe_task bigint,
  add column probe_epoch bigint,
  add check ((probe_task is null) = (probe_epoch is null));
create index breakers_probes on breakers (probe_task) where probe_task is not null;

-- Which back end a repository's runs have used last, so that a task is held before it is claimed.
create table repository_back_ends (
  repository_id bigint primary key references repositories,
  back_end      text not null,
  seen_at       timestamptz not null
);

-- One holder at a time of a duty that must not be done twice. The token rises with each new holder and fences its acts.
create table leaders (
  duty        text primary key,
  holder      text not null,
  token       bigint not null check (token > 0),
  since       timestamptz not null,
  renewed_at  timestamptz not null,
  lease_until timestamptz not null
);

-- What the Sentinel's detectors see: one open row per detector and subject, resolved when it is seen no more.
create table sentinel_findings (
  id           bigint generated always as identity primary key,
  detector     text not null,
  subject      text not null,
  reason       text not null,
  first_seen   timestamptz not null,
  last_seen    timestamptz not null,
  times_seen   integer not null default 1 check (times_seen > 0),
  acts         integer not null default 0 check (acts >= 0),
  last_act     text,
  last_act_at  timestamptz,
  resolved_at  timestamptz
);
create unique index sentinel_findings_open on sentinel_findings (detector, subject) where resolved_at is null;
create index sentinel_findings_recent on sentinel_findings (last_seen desc);

-- What a code host's branch protection was when it was last accepted.
create table repository_protection (
  repository_id   bigint primary key references repositories,
  required_checks text[] not null,
  may_bypass      boolean not null,
  accepted_at     timestamptz not null
);

-- A message is claimed by a lease instead of a lock, so that nobody holds a connection while the code host is asked.
alter table outbox
  add column lease_until timestamptz,
  add column claims integer not null default 0,
  -- given up: the code host will not take it; later messages of the issue go on
  add column failed_at timestamptz;
drop index outbox_pending;
create index outbox_pending on outbox (issue_id, id) where delivered_at is null and failed_at is null;
create index outbox_failed on outbox (id) where failed_at is not null;
