-- The ledger: corrections, roll-ups for reports, who waits for a budget, warnings.

-- An event of kind 'invocation' says what one executor invocation cost. Where that was an estimate and the truth came
-- later, a 'reversal' takes the estimate back, figure by figure, and a 'correction' books what is known: both in the day
-- of the estimate, so that no day's sum is ever below zero, and both once.
alter table cost_events
  drop constraint cost_events_turns_check,
  drop constraint cost_events_input_tokens_check,
  drop constraint cost_events_output_tokens_check,
  drop constraint cost_events_cache_read_tokens_check,
  drop constraint cost_events_cache_write_tokens_check,
  drop constraint cost_events_usd_check,
  drop constraint cost_events_worker_seconds_check,
  add column kind text not null default 'invocation' check (kind in ('invocation', 'reversal', 'correction')),
  add column corrects bigint references cost_events,
  -- how the amount was found; null in rows of before this column
  add column basis text check (basis in ('stated', 'priced', 'free', 'no-price', 'no-usage', 'lost')),
  -- of cache_write_tokens, those kept for an hour, which some providers price apart
  add column cache_write_1h_tokens bigint not null default 0,
  -- when a correction was written; its time (at) is that of what it corrects
  add column booked_at timestamptz,
  add constraint cost_events_signs check (case kind
    when 'reversal' then turns <= 0 and input_tokens <= 0 and output_tokens <= 0 and cache_read_tokens <= 0
      and cache_write_tokens <= 0 and cache_write_1h_tokens <= 0 and usd <= 0 and worker_seconds <= 0
    else turns >= 0 and input_tokens >= 0 and output_tokens >= 0 and cache_read_tokens >= 0
      and cache_write_tokens >= 0 and cache_write_1h_tokens >= 0 and usd >= 0 and worker_seconds >= 0 end),
  add constraint cost_events_corrects_something
    check ((kind = 'invocation') = (corrects is null) and (kind = 'invocation') = (booked_at is null));
create unique index cost_events_corrected_once on cost_events (corrects, kind) where corrects is not null;
create index cost_events_by_run on cost_events (run_id);

create function check_correction() returns trigger language plpgsql as $$
declare
  original cost_events;
begin
  select * into original from cost_events where id = new.corrects;
  if not found or original.kind <> 'invocation' or not original.estimated then
    raise exception 'cost event % is no estimate: it is not corrected', new.corrects using errcode = 'check_violation';
  end if;
  if (new.tenant_id, new.repository_id, new.issue_id, new.run_id, new.at)
     is distinct from
     (original.tenant_id, original.repository_id, original.issue_id, original.run_id, original.at) then
    raise exception 'a correction of cost event % belongs to its run and its time', original.id
      using errcode = 'check_violation';
  end if;
  if new.kind = 'reversal' and
     (new.role, new.stage, new.back_end, new.model, new.estimated, -new.turns, -new.input_tokens, -new.output_tokens,
      -new.cache_read_tokens, -new.cache_write_tokens, -new.cache_write_1h_tokens, -new.usd, -new.worker_seconds)
     is distinct from
     (original.role, original.stage, original.back_end, original.model, original.estimated, original.turns,
      original.input_tokens, original.output_tokens, original.cache_read_tokens, original.cache_write_tokens,
      original.cache_write_1h_tokens, original.usd, original.worker_seconds) then
    raise exception 'the reversal of cost event % takes back exactly what it said', original.id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger corrected_soundly before insert on cost_events
  for each row when (new.kind <> 'invocation') execute function check_correction();

-- A tenant's month is the sum over its repositories' months. There is no row for it, on which all workers of a tenant
-- would queue; where a tenant has a ceiling, claims queue on the row in tenants.
delete from ledger_totals where scope = 'tenant';
alter table ledger_totals
  drop constraint ledger_totals_scope_check,
  add constraint ledger_totals_scope_check check (scope in ('issue', 'repository', 'repository-month'));
insert into ledger_totals (scope, scope_id, period, spent, events)
  select 'repository-month', repository_id, to_char(at at time zone 'UTC', 'YYYY-MM'), sum(usd), count(*)
  from cost_events group by 2, 3;
create index repositories_by_tenant on repositories (tenant_id);

-- Incremental roll-up for reports. Each row belongs to one repository and day, whose row in ledger_totals is locked
-- whenever one of these is written: they make nobody wait who would not wait anyway. model is '' where none is known. No
-- sum is below zero, but no check can say so: it would see what a reversal adds, before it is added.
create table cost_rollups (
  tenant_id             bigint not null,
  day                   date not null,
  repository_id         bigint not null,
  role                  text not null,
  stage                 text not null,
  back_end              text not null,
  model                 text not null,
  -- rows in cost_events, corrections included; runs is the number of invocations that they are about
  events                bigint not null default 0,
  runs                  bigint not null default 0,
  turns                 bigint not null default 0,
  input_tokens          bigint not null default 0,
  output_tokens         bigint not null default 0,
  cache_read_tokens     bigint not null default 0,
  cache_write_tokens    bigint not null default 0,
  cache_write_1h_tokens bigint not null default 0,
  usd                   numeric(18,6) not null default 0,
  estimated_usd         numeric(18,6) not null default 0,
  estimates             bigint not null default 0,
  worker_seconds        numeric(18,3) not null default 0,
  primary key (tenant_id, day, repository_id, role, stage, back_end, model)
) with (fillfactor = 70);
insert into cost_rollups (tenant_id, day, repository_id, role, stage, back_end, model, events, runs, turns, input_tokens,
    output_tokens, cache_read_tokens, cache_write_tokens, usd, estimated_usd, estimates, worker_seconds)
  select tenant_id, (at at time zone 'UTC')::date, repository_id, role, stage, back_end, coalesce(model, ''), count(*),
    count(*), sum(turns), sum(input_tokens), sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens), sum(usd),
    coalesce(sum(usd) filter (where estimated), 0), count(*) filter (where estimated), sum(worker_seconds)
  from cost_events group by 1, 2, 3, 4, 5, 6, 7;

-- Who waits for money: written when a claim is refused or a run is stopped, gone when the issue is admitted again or let
-- try again.
create table budget_waits (
  issue_id      bigint primary key references issues,
  tenant_id     bigint not null,
  repository_id bigint not null,
  scope         text not null check (scope in ('run', 'issue', 'repository', 'tenant')),
  -- whether the issue is failure-blocked and needs a retry; otherwise its task is held
  stopped       boolean not null,
  needed        numeric(18,6) not null check (needed >= 0),
  reason        text not null,
  since         timestamptz not null
);
create index budget_waits_by_repository on budget_waits (repository_id) where not stopped;
create index budget_waits_by_tenant on budget_waits (tenant_id) where not stopped;

-- Said once per scope, period, ceiling and level: a raised ceiling is another ceiling.
create table ledger_warnings (
  id         bigint generated always as identity primary key,
  tenant_id  bigint not null references tenants,
  scope      text not null check (scope in ('issue', 'repository', 'tenant')),
  scope_id   bigint not null,
  period     text not null,
  level      text not null check (level in ('near', 'reached')),
  ceiling    numeric(18,6) not null,
  spent      numeric(18,6) not null,
  -- by open runs, the one that was admitted or refused included
  reserved   numeric(18,6) not null,
  at         timestamptz not null,
  unique (scope, scope_id, period, ceiling, level)
);
create index ledger_warnings_by_tenant on ledger_warnings (tenant_id, at);
create trigger append_only before update or delete on ledger_warnings
  for each row execute function refuse_change();
create trigger no_truncate before truncate on ledger_warnings execute function refuse_change();
create trigger append_only before update or delete on budgets
  for each row execute function refuse_change();
create trigger no_truncate before truncate on budgets execute function refuse_change();
