-- Which life of the store this is. A restore begins a new one: a process of an earlier life is let in no more, so that
-- nothing that it still holds (tasks, epochs, ids) can be taken for this life's.
create table store_identity (
  one             boolean primary key default true check (one),
  incarnation     uuid not null default gen_random_uuid(),
  began_at        timestamptz not null,
  -- the backup that this life began with; empty for the first
  restored_from   jsonb,
  -- when the code host was read for what happened since that backup; nothing is dispatched before
  reconciled_at   timestamptz
);
insert into store_identity (began_at, reconciled_at) values (now(), now());

-- Pinned to the schema that the tables are in.
create function require_incarnation(expected uuid) returns void language plpgsql stable
  set search_path from current as $$
declare
  found_id uuid;
begin
  select incarnation into found_id from store_identity;
  if found_id is distinct from expected then
    raise exception 'this store was restored from a backup after this process had opened it; end the process and start it again'
      using errcode = 'object_not_in_prerequisite_state';
  end if;
end $$;
