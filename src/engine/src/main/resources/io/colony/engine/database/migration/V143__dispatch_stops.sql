-- The kill switch: while there is a row without resumed_at, nothing is claimed (docs/operations.md).
create table dispatch_stops (
  id            bigint generated always as identity primary key,
  stopped_at    timestamptz not null,
  stopped_by    text not null,
  reason        text not null,
  resumed_at    timestamptz,
  resumed_by    text,
  resume_reason text,
  check ((resumed_at is null) = (resumed_by is null))
);
-- At most one at a time; each claim asks this index.
create unique index dispatch_stops_open on dispatch_stops ((true)) where resumed_at is null;

-- What ran when it was stopped, and what was ended of it.
create table dispatch_stop_runs (
  stop_id        bigint not null references dispatch_stops,
  run_id         bigint not null references agent_runs,
  -- process groups that were ended, and processes that live although they were killed
  process_groups bigint[] not null default '{}',
  survivors      bigint[] not null default '{}',
  primary key (stop_id, run_id)
);
