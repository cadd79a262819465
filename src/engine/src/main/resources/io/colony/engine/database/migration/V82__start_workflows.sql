-- Which workflow the issues of a tenant or a repository start with; the repository's comes first, then the tenant's, then
-- the one that the installation names.
alter table tenants
  add column workflow_id text,
  add column workflow_version integer,
  add constraint tenants_workflow foreign key (workflow_id, workflow_version) references workflows (id, version),
  add constraint tenants_workflow_whole check ((workflow_id is null) = (workflow_version is null));
alter table repositories
  add column workflow_id text,
  add column workflow_version integer,
  add constraint repositories_workflow foreign key (workflow_id, workflow_version) references workflows (id, version),
  add constraint repositories_workflow_whole check ((workflow_id is null) = (workflow_version is null));
