-- Functions that read tables are pinned to the schema that the tables are in: a table of the same name elsewhere on the
-- caller's path is never taken for ours.
do $$
begin
  execute format('alter function check_correction() set search_path = %I, pg_temp', current_schema());
  execute format('alter function require_incarnation(uuid) set search_path = %I, pg_temp', current_schema());
end $$;

-- Who accepted or rejected an edit is decided once.
create function refuse_second_decision() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'table issue_edits is append-only: DELETE refused' using errcode = 'restrict_violation';
  end if;
  if old.decision is not null
     or (new.id, new.issue_id, new.title, new.body_raw, new.body_normalised, new.sha256, new.hidden_text, new.author,
         new.noticed_at)
        is distinct from
        (old.id, old.issue_id, old.title, old.body_raw, old.body_normalised, old.sha256, old.hidden_text, old.author,
         old.noticed_at) then
    raise exception 'edit % may only be decided, once', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger decided_once before update or delete on issue_edits
  for each row execute function refuse_second_decision();
create trigger no_truncate before truncate on issue_edits execute function refuse_change();
