-- The store of Colony: docs/operations.md lists who reads and writes which table.
-- Times are timestamptz (UTC). Money is numeric(18,6) US dollars. Slugs and closed sets are text with a check.

create table tenants (
  id         bigint generated always as identity primary key,
  slug       text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  created_at timestamptz not null
);

create table workflows (
  id        text not null,
  version   integer not null check (version > 0),
  sha256    text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  yaml      text not null,
  loaded_at timestamptz not null,
  primary key (id, version)
);

create table repositories (
  id             bigint generated always as identity primary key,
  tenant_id      bigint not null references tenants,
  forge          text not null,
  slug           text not null check (slug ~ '^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$'),
  default_branch text not null,
  clone_url      text not null,
  settings       jsonb not null default '{}',
  created_at     timestamptz not null,
  unique (forge, slug),
  unique (id, tenant_id)
);

create table issues (
  id               bigint generated always as identity primary key,
  tenant_id        bigint not null,
  repository_id    bigint not null,
  number           bigint not null check (number > 0),
  title            text not null,
  author           text not null,
  state            text not null check (state ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  resume_state     text check (resume_state ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  version          bigint not null default 0,
  workflow_id      text not null,
  workflow_version integer not null,
  priority         integer not null default 0,
  -- raised by each /colony:reimplement: one branch and one pull request per issue and generation
  generation       integer not null default 1 check (generation > 0),
  base_branch      text not null,
  branch           text,
  pull_request     bigint,
  head_sha         text check (head_sha ~ '^[0-9a-f]{40}$'),
  base_sha         text check (base_sha ~ '^[0-9a-f]{40}$'),
  merge_sha        text check (merge_sha ~ '^[0-9a-f]{40}$'),
  clarifications   integer not null default 0,
  rework_rounds    integer not null default 0,
  entered_at       timestamptz not null,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  unique (repository_id, number),
  foreign key (repository_id, tenant_id) references repositories (id, tenant_id),
  foreign key (workflow_id, workflow_version) references workflows (id, version)
);
create index issues_by_state on issues (tenant_id, state, entered_at);

-- The text that agents may see: taken at admission, replaced only when somebody with write permission accepts an edit.
create table issue_snapshots (
  id               bigint generated always as identity primary key,
  issue_id         bigint not null references issues,
  title            text not null,
  body_raw         text not null,
  body_normalised  text not null,
  sha256           text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  hidden_text      boolean not null,
  accepted_by      text not null,
  taken_at         timestamptz not null
);
create index issue_snapshots_latest on issue_snapshots (issue_id, id desc);

create table issue_dependencies (
  issue_id     bigint not null references issues,
  depends_on   bigint not null references issues,
  kind         text not null check (kind in ('blocks', 'child')),
  source       text not null,
  waived_by    text,
  created_at   timestamptz not null,
  primary key (issue_id, depends_on, kind),
  check (issue_id <> depends_on)
);
create index issue_dependencies_reverse on issue_dependencies (depends_on);

create table workers (
  id         bigint generated always as identity primary key,
  name       text not null,
  host       text not null,
  pid        bigint not null,
  lanes      text[] not null,
  started_at timestamptz not null,
  seen_at    timestamptz not null,
  stopped_at timestamptz
);

create table tasks (
  id            bigint generated always as identity primary key,
  tenant_id     bigint not null,
  repository_id bigint not null,
  issue_id      bigint not null references issues,
  executor      text not null,
  state         text not null check (state in ('queued', 'claimed', 'done', 'cancelled', 'dead')),
  priority      integer not null default 0,
  attempt       integer not null default 1 check (attempt > 0),
  -- failures so far, per class, as {"transient": 2}: the retry policy's memory
  failures      jsonb not null default '{}',
  -- raised by every claim, release and close: a result that carries an older one changes nothing
  epoch         bigint not null default 0,
  run_after     timestamptz not null,
  -- a postponed task is not due before this and keeps the place that run_after gives it
  held_until    timestamptz,
  waits_for     text,
  worker_id     bigint references workers,
  lease_until   timestamptz,
  claimed_at    timestamptz,
  created_at    timestamptz not null,
  closed_at     timestamptz,
  closed_reason text,
  check ((state = 'claimed') = (lease_until is not null)),
  check ((state in ('queued', 'claimed')) = (closed_at is null))
);
create unique index tasks_one_open_per_issue on tasks (issue_id) where state in ('queued', 'claimed');
create index tasks_queued on tasks (priority desc, run_after, id) where state = 'queued';
create index tasks_by_issue on tasks (issue_id, id);
create index tasks_dead on tasks (id) where state = 'dead';
create index tasks_leases on tasks (lease_until) where state = 'claimed';

create table agent_runs (
  id            bigint generated always as identity primary key,
  issue_id      bigint not null references issues,
  task_id       bigint not null references tasks,
  stage         text not null,
  attempt       integer not null,
  epoch         bigint not null,
  worker_id     bigint not null references workers,
  back_end      text,
  model         text,
  workspace     text,
  started_at    timestamptz not null,
  ended_at      timestamptz,
  end_kind      text check (end_kind in ('completed', 'failed', 'revoked', 'lost')),
  outcome       text,
  failure_class text,
  reason        text,
  exit_code     integer,
  -- the agent program itself: a run that is lost before it started costs nothing
  agent_started_at timestamptz,
  agent_ended_at   timestamptz,
  unique (task_id, epoch),
  check ((ended_at is null) = (end_kind is null))
);
create index agent_runs_by_issue on agent_runs (issue_id, id);
create index agent_runs_open on agent_runs (task_id) where ended_at is null;

create table state_transitions (
  id         bigint generated always as identity primary key,
  issue_id   bigint not null references issues,
  version    bigint not null check (version > 0),
  from_state text,
  to_state   text not null,
  outcome    text not null,
  actor_kind text not null check (actor_kind in ('worker', 'mayor', 'sentinel', 'operator', 'forge')),
  actor_name text not null,
  reason     text not null,
  task_id    bigint references tasks,
  run_id     bigint references agent_runs,
  at         timestamptz not null,
  unique (issue_id, version)
);

create table cost_events (
  id                 bigint generated always as identity primary key,
  idempotency_key    text not null unique,
  tenant_id          bigint not null references tenants,
  repository_id      bigint not null references repositories,
  issue_id           bigint not null references issues,
  run_id             bigint not null references agent_runs,
  role               text not null,
  stage              text not null,
  attempt            integer not null,
  back_end           text not null,
  model              text,
  turns              integer not null check (turns >= 0),
  input_tokens       bigint not null check (input_tokens >= 0),
  output_tokens      bigint not null check (output_tokens >= 0),
  cache_read_tokens  bigint not null check (cache_read_tokens >= 0),
  cache_write_tokens bigint not null check (cache_write_tokens >= 0),
  usd                numeric(18,6) not null check (usd >= 0),
  estimated          boolean not null,
  worker_seconds     numeric(12,3) not null check (worker_seconds >= 0),
  at                 timestamptz not null
);
create index cost_events_by_issue on cost_events (issue_id, id);
create index cost_events_by_time on cost_events (tenant_id, at);

create table reservations (
  id            bigint generated always as identity primary key,
  run_id        bigint not null unique references agent_runs,
  tenant_id     bigint not null,
  repository_id bigint not null,
  issue_id      bigint not null,
  usd           numeric(18,6) not null check (usd >= 0),
  state         text not null check (state in ('open', 'settled', 'released')),
  created_at    timestamptz not null,
  closed_at     timestamptz,
  check ((state = 'open') = (closed_at is null))
);
create index reservations_open on reservations (issue_id) where state = 'open';
create index reservations_open_repository on reservations (repository_id, created_at) where state = 'open';
create index reservations_open_tenant on reservations (tenant_id, created_at) where state = 'open';

-- Incremental roll-up: the rows that claims lock, compare and add to. period is '' for an issue, a UTC day for a
-- repository and a UTC month for a tenant.
create table ledger_totals (
  scope    text not null check (scope in ('issue', 'repository', 'tenant')),
  scope_id bigint not null,
  period   text not null,
  spent    numeric(18,6) not null default 0 check (spent >= 0),
  reserved numeric(18,6) not null default 0 check (reserved >= 0),
  events   bigint not null default 0,
  primary key (scope, scope_id, period)
);

create table budgets (
  id         bigint generated always as identity primary key,
  scope      text not null check (scope in ('issue', 'repository', 'tenant', 'run')),
  scope_id   bigint not null,
  usd        numeric(18,6) not null check (usd >= 0),
  set_by     text not null,
  reason     text not null,
  created_at timestamptz not null,
  expires_at timestamptz
);
create index budgets_by_scope on budgets (scope, scope_id, id desc);

-- Plans, reports, verdicts, evidence, failures, retrospectives: what the next attempt gets to read.
create table attempt_artifacts (
  id         bigint generated always as identity primary key,
  issue_id   bigint not null references issues,
  run_id     bigint not null references agent_runs,
  kind       text not null,
  content    jsonb not null,
  sha256     text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null
);
create index attempt_artifacts_by_issue on attempt_artifacts (issue_id, id);

create table verdicts (
  id             bigint generated always as identity primary key,
  issue_id       bigint not null references issues,
  run_id         bigint not null references agent_runs,
  head_sha       text not null check (head_sha ~ '^[0-9a-f]{40}$'),
  base_sha       text not null check (base_sha ~ '^[0-9a-f]{40}$'),
  policy_version text not null,
  verdict        text not null check (verdict in ('APPROVE', 'CHANGES_REQUESTED', 'PARTIAL', 'UNPARSEABLE', 'COULD_NOT_RUN')),
  content        jsonb not null,
  voided_at      timestamptz,
  voided_reason  text,
  created_at     timestamptz not null
);
create index verdicts_by_issue on verdicts (issue_id, id desc);

-- A person's word on one commit; it never carries over to another.
create table approvals (
  id         bigint generated always as identity primary key,
  issue_id   bigint not null references issues,
  head_sha   text not null check (head_sha ~ '^[0-9a-f]{40}$'),
  approver   text not null,
  created_at timestamptz not null,
  unique (issue_id, head_sha, approver)
);

create table gate_results (
  id          bigint generated always as identity primary key,
  issue_id    bigint not null references issues,
  run_id      bigint not null references agent_runs,
  head_sha    text not null check (head_sha ~ '^[0-9a-f]{40}$'),
  base_sha    text not null check (base_sha ~ '^[0-9a-f]{40}$'),
  gate        text not null,
  result      text not null check (result in ('pass', 'fail', 'could-not-run')),
  exit_code   integer,
  duration_ms bigint not null,
  baseline    text check (baseline in ('pass', 'fail', 'could-not-run')),
  flaky       boolean not null default false,
  summary     text not null,
  log         text not null,
  created_at  timestamptz not null
);
create index gate_results_by_issue on gate_results (issue_id, id);

create table gate_baselines (
  repository_id bigint not null references repositories,
  base_sha      text not null check (base_sha ~ '^[0-9a-f]{40}$'),
  command_hash  text not null,
  result        text not null check (result in ('pass', 'fail', 'could-not-run')),
  summary       text not null,
  created_at    timestamptz not null,
  primary key (repository_id, base_sha, command_hash)
);

create table transcripts (
  run_id bigint not null references agent_runs,
  seq    integer not null,
  at     timestamptz not null,
  kind   text not null,
  text   text not null,
  primary key (run_id, seq)
);

create table webhook_deliveries (
  id           bigint generated always as identity primary key,
  forge        text not null,
  delivery_id  text not null,
  event        text not null,
  payload      jsonb not null,
  received_at  timestamptz not null,
  processed_at timestamptz,
  result       text,
  unique (forge, delivery_id)
);
create index webhook_deliveries_open on webhook_deliveries (id) where processed_at is null;

create table forge_intents (
  id          bigint generated always as identity primary key,
  issue_id    bigint not null references issues,
  task_id     bigint not null references tasks,
  epoch       bigint not null,
  kind        text not null check (kind in ('push', 'pull-request', 'merge')),
  ref         text not null,
  old_sha     text check (old_sha ~ '^[0-9a-f]{40}$'),
  new_sha     text check (new_sha ~ '^[0-9a-f]{40}$'),
  details     jsonb not null default '{}',
  state       text not null check (state in ('open', 'done', 'refused', 'superseded')),
  result      jsonb,
  created_at  timestamptz not null,
  resolved_at timestamptz,
  check ((state = 'open') = (resolved_at is null))
);
create unique index forge_intents_one_open on forge_intents (issue_id, kind) where state = 'open';
create index forge_intents_by_issue on forge_intents (issue_id, id);

create table outbox (
  id           bigint generated always as identity primary key,
  issue_id     bigint not null references issues,
  kind         text not null check (kind in ('label', 'comment', 'status')),
  marker       text not null unique,
  payload      jsonb not null,
  attempts     integer not null default 0,
  next_at      timestamptz not null,
  created_at   timestamptz not null,
  delivered_at timestamptz,
  error        text
);
create index outbox_pending on outbox (issue_id, id) where delivered_at is null;

create table operator_commands (
  id          bigint generated always as identity primary key,
  issue_id    bigint not null references issues,
  source      text not null,
  source_id   text not null,
  actor       text not null,
  command     text not null,
  accepted    boolean not null,
  answer      text not null,
  at          timestamptz not null,
  unique (source, source_id)
);

create table breakers (
  scope      text not null check (scope in ('issue-stage', 'repository', 'back-end')),
  scope_key  text not null,
  failures   integer not null,
  window_start timestamptz not null,
  open_until timestamptz,
  opened_at  timestamptz,
  reason     text not null,
  primary key (scope, scope_key)
);

-- seq, previous and hash are filled by the sealer, once; everything else never changes.
create table audit_log (
  id        bigint generated always as identity primary key,
  tenant_id bigint not null references tenants,
  at        timestamptz not null,
  actor     text not null,
  action    text not null,
  subject   text not null,
  detail    jsonb not null,
  seq       bigint,
  previous  text,
  hash      text,
  unique (tenant_id, seq),
  check ((seq is null) = (hash is null)),
  check ((seq is null) = (previous is null))
);
create index audit_log_unsealed on audit_log (id) where seq is null;
