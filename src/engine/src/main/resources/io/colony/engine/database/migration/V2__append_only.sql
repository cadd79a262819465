-- History is append-only. The application's role gets no right to change it (docs/operations.md); where one role
-- owns everything, these triggers refuse.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

create function refuse_second_completion() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'table agent_runs is append-only: DELETE refused' using errcode = 'restrict_violation';
  end if;
  if old.ended_at is not null then
    raise exception 'agent run % is complete and never changes again', old.id using errcode = 'restrict_violation';
  end if;
  if (new.id, new.issue_id, new.task_id, new.stage, new.attempt, new.epoch, new.worker_id, new.started_at)
     is distinct from
     (old.id, old.issue_id, old.task_id, old.stage, old.attempt, old.epoch, old.worker_id, old.started_at) then
    raise exception 'agent run %: only its result may be filled in', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function refuse_resealing() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'table audit_log is append-only: DELETE refused' using errcode = 'restrict_violation';
  end if;
  if old.seq is not null
     or (new.id, new.tenant_id, new.at, new.actor, new.action, new.subject, new.detail)
        is distinct from
        (old.id, old.tenant_id, old.at, old.actor, old.action, old.subject, old.detail) then
    raise exception 'audit row % may only be sealed, once', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger append_only before update or delete on state_transitions
  for each row execute function refuse_change();
create trigger append_only before update or delete on cost_events
  for each row execute function refuse_change();
create trigger append_only before update or delete on issue_snapshots
  for each row execute function refuse_change();
create trigger completed_once before update or delete on agent_runs
  for each row execute function refuse_second_completion();
create trigger sealed_once before update or delete on audit_log
  for each row execute function refuse_resealing();

create trigger no_truncate before truncate on state_transitions execute function refuse_change();
create trigger no_truncate before truncate on cost_events execute function refuse_change();
create trigger no_truncate before truncate on agent_runs execute function refuse_change();
create trigger no_truncate before truncate on audit_log execute function refuse_change();
