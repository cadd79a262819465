-- What a claim reads. A task that waits for a time is kept out of the way by held_until; when that has come, it is set
-- to null (TaskQueue.promoteDue). So a ready task needs no look at a clock, and a claim is the first entry of an index.

-- Where a task stands in its repository's line: a point of priority is worth an hour of waiting, at most a day either way.
-- The difference of two tasks never changes, so an index can hold the order, and nobody who came two days later goes before.
alter table tasks add column turn_at timestamp not null generated always as
  ((run_after at time zone 'UTC') - greatest(-24, least(24, priority)) * interval '1 hour') stored;

-- What whoever claims it must offer: 'stage', 'stage@<agent>' once somebody without the repository's agent has found out
-- which that is ('stage@' is the installation's default), or the name of an executor that has its own claimers.
alter table tasks add column demand text collate "C" not null default 'stage';

update tasks set demand = executor
  where state = 'queued' and executor not in ('analyze', 'plan', 'develop', 'review', 'merge');
update tasks set held_until = run_after where state = 'queued' and held_until is null and run_after > now();

drop index tasks_queued;
create index tasks_ready on tasks (demand, repository_id, turn_at, id) where state = 'queued' and held_until is null;
create index tasks_held on tasks (held_until) where state = 'queued' and held_until is not null;
create index tasks_merges on tasks (repository_id, turn_at) where state = 'queued' and executor = 'merge';

-- Every change of a task leaves a dead row. Terminal rows stay for ever, so the share of dead ones that starts a vacuum
-- must not grow with history.
alter table tasks set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0);

-- Repositories whose agent some process did not have.
create table repository_agents (
  repository_id bigint primary key references repositories,
  agent         text not null,
  noted_at      timestamptz not null
);

alter table workers add column agents text[] not null default '{}';
-- tells a process from a later one of the same number; null where the system does not say
alter table workers add column process_start text;

-- A claim changes twenty rows in one statement. The reference to workers, whose rows are never deleted, cost it a lock and
-- a log record on the same row twenty times; each check is parsed anew by each statement, so they are one.
alter table tasks drop constraint tasks_worker_id_fkey,
  drop constraint tasks_check, drop constraint tasks_check1,
  drop constraint tasks_state_check, drop constraint tasks_attempt_check,
  add constraint tasks_sound check (
    state in ('queued', 'claimed', 'done', 'cancelled', 'dead')
    and attempt > 0
    and (state = 'claimed') = (lease_until is not null)
    and (state in ('queued', 'claimed')) = (closed_at is null));
