-- Agent runs that somebody asks for outside of any issue, such as a step of a Pipeline. They are a repository's: its day and
-- its tenant's month pay for them, and no task leads to them.
alter table agent_runs
  alter column issue_id drop not null,
  alter column task_id drop not null,
  add constraint agent_runs_of_an_issue check ((issue_id is null) = (task_id is null));
alter table cost_events alter column issue_id drop not null;
alter table reservations alter column issue_id drop not null;

create table ad_hoc_runs (
  run_id        bigint primary key references agent_runs,
  tenant_id     bigint not null,
  repository_id bigint not null,
  -- the request's name: asked again, by a step that goes on after a restart, it is the same run
  source        text not null,
  source_id     text not null,
  asked_by      text not null,
  place         text not null,
  -- the run of whoever lets this pass is ended and booked as lost
  lease_until   timestamptz not null,
  -- what is answered where it is asked for again after its end
  answer        jsonb,
  unique (source, source_id),
  foreign key (repository_id, tenant_id) references repositories (id, tenant_id)
);
create index ad_hoc_runs_open on ad_hoc_runs (lease_until) where answer is null;
create index transcripts_ad_hoc on agent_runs (ended_at) where issue_id is null;
