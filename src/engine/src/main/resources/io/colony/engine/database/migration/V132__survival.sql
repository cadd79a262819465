-- What became of merged changes: docs/recovery.md.

-- One row per issue and generation whose change was merged, by whomever; written with the merge commit's name.
create table merges (
  id            bigint generated always as identity primary key,
  tenant_id     bigint not null,
  repository_id bigint not null,
  issue_id      bigint not null references issues,
  generation    integer not null check (generation > 0),
  base_branch   text not null,
  merge_sha     text not null check (merge_sha ~ '^[0-9a-f]{40}$'),
  -- the change as it was last seen on its branch: the commits after base_sha up to head_sha
  base_sha      text check (base_sha ~ '^[0-9a-f]{40}$'),
  head_sha      text check (head_sha ~ '^[0-9a-f]{40}$'),
  pull_request  bigint,
  -- the run that built it last; empty where a person did
  run_id        bigint references agent_runs,
  merged_at     timestamptz not null,
  unique (issue_id, generation),
  foreign key (repository_id, tenant_id) references repositories (id, tenant_id)
);
create index merges_by_time on merges (merged_at);

-- How the watch over a merged change ended: once, and never changed. A merge without a row is still watched.
create table survivals (
  merge_id   bigint primary key references merges,
  outcome    text not null check (outcome in ('survived', 'reverted', 'broke-the-base', 'unknown')),
  -- the commit that shows it
  shown_by   text check (shown_by ~ '^[0-9a-f]{40}$'),
  reason     text not null,
  decided_at timestamptz not null
);
create index survivals_setbacks on survivals (decided_at) where outcome in ('reverted', 'broke-the-base');

create trigger append_only before update or delete on merges for each row execute function refuse_change();
create trigger append_only before update or delete on survivals for each row execute function refuse_change();
create trigger no_truncate before truncate on merges execute function refuse_change();
create trigger no_truncate before truncate on survivals execute function refuse_change();

-- Changes that were merged lately, before merges were watched.
insert into merges (tenant_id, repository_id, issue_id, generation, base_branch, merge_sha, base_sha, head_sha, pull_request,
  run_id, merged_at)
select i.tenant_id, i.repository_id, i.id, i.generation, i.base_branch, i.merge_sha, i.base_sha, i.head_sha, i.pull_request,
  (select max(r.id) from agent_runs r where r.issue_id = i.id and r.outcome = 'submitted'), i.entered_at
from issues i
where i.state = 'done' and i.merge_sha is not null and i.entered_at > now() - interval '7 days';
