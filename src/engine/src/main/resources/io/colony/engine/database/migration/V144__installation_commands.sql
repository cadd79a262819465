-- What people asked of the installation rather than of an issue (dispatch, breakers, ceilings of repositories and tenants),
-- and what was answered: the same request is carried out once. Refusals changed nothing and are not kept.
create table installation_commands (
  source    text not null,
  source_id text not null,
  actor     text not null,
  command   text not null,
  answer    text not null,
  at        timestamptz not null,
  primary key (source, source_id)
);

-- The newest command of an issue, which each form that acts on it names.
create index operator_commands_by_issue on operator_commands (issue_id, id desc);

create trigger append_only before update or delete on installation_commands
  for each row execute function refuse_change();
create trigger no_truncate before truncate on installation_commands execute function refuse_change();
