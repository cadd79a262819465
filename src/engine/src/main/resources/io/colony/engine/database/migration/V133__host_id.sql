-- Repositories are renamed and transferred: what stays is the code host's own id.

alter table repositories add column host_id text;
create unique index repositories_host_id on repositories (forge, host_id) where host_id is not null;

-- What a repository was called before: whoever names it so still finds it, until another repository has the name.
create table repository_names (
  forge         text not null,
  slug          text not null,
  repository_id bigint not null references repositories,
  until         timestamptz not null,
  primary key (forge, slug)
);
