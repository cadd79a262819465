-- What an ended issue leaves for the issues after it: docs/memory.md.

-- One row per issue and generation that has ended, written in the transaction that ends it; the artefact is made later.
create table retrospectives (
  id             bigint generated always as identity primary key,
  tenant_id      bigint not null,
  repository_id  bigint not null,
  issue_id       bigint not null references issues,
  generation     integer not null check (generation > 0),
  -- the terminal state, or 'reimplemented'
  ended_as       text not null,
  reason         text not null,
  ended_at       timestamptz not null,
  -- how far the generation reaches into agent_runs and state_transitions
  last_run_id    bigint references agent_runs,
  last_version   bigint not null,
  -- empty while it is to be made, where nothing ran, and once retention has removed the artefact
  artifact_id    bigint references attempt_artifacts on delete set null,
  lessons        integer not null default 0,
  made_at        timestamptz,
  attempts       integer not null default 0,
  next_at        timestamptz not null,
  error          text,
  -- an operator keeps it from other issues' prompts
  withheld_by     text,
  withheld_at     timestamptz,
  withheld_reason text,
  unique (issue_id, generation),
  foreign key (repository_id, tenant_id) references repositories (id, tenant_id),
  check ((withheld_by is null) = (withheld_at is null)),
  check ((withheld_by is null) = (withheld_reason is null))
);
create index retrospectives_due on retrospectives (next_at) where made_at is null;
create index retrospectives_made on retrospectives (tenant_id, id desc) where artifact_id is not null;
create index retrospectives_made_of_repository on retrospectives (repository_id, id desc) where artifact_id is not null;
create unique index retrospectives_artifact on retrospectives (artifact_id) where artifact_id is not null;

-- Which files an issue's change touches. A path longer than an index entry may be is left out.
create table issue_files (
  issue_id         bigint not null references issues,
  generation       integer not null,
  repository_id    bigint not null references repositories,
  path             text not null check (path <> '' and octet_length(path) <= 1000),
  name             text not null generated always as (regexp_replace(path, '^.*/', '')) stored,
  -- 'changed': seen in a diff. 'claimed': named by evidence or by a review, and by nothing better
  source           text not null check (source in ('changed', 'claimed')),
  -- set where the issue's retrospective holds lessons: what is looked up has no other rows in it
  retrospective_id bigint references retrospectives,
  touched_at       timestamptz not null,
  primary key (issue_id, generation, path)
);
create index issue_files_lessons_by_path on issue_files (repository_id, path, retrospective_id desc)
  where retrospective_id is not null;
create index issue_files_lessons_by_name on issue_files (repository_id, name, retrospective_id desc)
  where retrospective_id is not null;

-- Issues that ended lately, before there were retrospectives.
insert into retrospectives
  (tenant_id, repository_id, issue_id, generation, ended_as, reason, ended_at, last_run_id, last_version, next_at)
select i.tenant_id, i.repository_id, i.id, i.generation, i.state,
  coalesce((select t.reason from state_transitions t where t.issue_id = i.id order by t.version desc limit 1), ''),
  i.entered_at, (select max(r.id) from agent_runs r where r.issue_id = i.id), i.version, i.entered_at
from issues i
where i.state in ('done', 'cancelled') and i.entered_at > now() - interval '90 days';
