-- What pages list and sum: indexes for their orders, and what was delivered by day.

-- Issues by how long they are where they are, of all repositories and of one.
create index issues_by_entry on issues (entered_at, id);
create index issues_by_place on issues (state, entered_at, id);
create index issues_by_repository_place on issues (repository_id, state, entered_at, id);

-- The audit log by time, and by who, what and whom it is about.
create index audit_log_by_time on audit_log (at, id);
create index audit_log_by_subject on audit_log (subject, at, id);
create index audit_log_by_actor on audit_log (actor, at, id);
create index audit_log_by_action on audit_log (action, at, id);

-- What was filed and how it ended, by UTC day and repository; written with each transition that counts. A life of an issue
-- begins when it is filed, and anew when it is let in by its label or reopened; each end of a life counts in its own day.
-- So an issue that is merged, reopened and merged again is filed once, reopened once and merged twice, and the second
-- merge's duration begins at the reopening. Pull requests of people that are only reviewed are no deliveries.
create table delivery_rollups (
  tenant_id       bigint not null,
  day             date not null,
  repository_id   bigint not null,
  filed           bigint not null default 0,
  reopened        bigint not null default 0,
  merged          bigint not null default 0,
  -- of those merged, without rework and without a second implementation
  first_pass      bigint not null default 0,
  cancelled       bigint not null default 0,
  -- epics whose parts are done
  ended_otherwise bigint not null default 0,
  -- of those merged: how many by the time since their life began, up to 15, 30 min, 1, 2, 4, 8, 16 h, 1, 2, 4, 7, 14, 28 days
  -- and longer; and how many by rework rounds, 0 to 3 and more
  durations       bigint[] not null default array_fill(0::bigint, array[14]) check (cardinality(durations) = 14),
  reworks         bigint[] not null default array_fill(0::bigint, array[5]) check (cardinality(reworks) = 5),
  primary key (tenant_id, day, repository_id)
) with (fillfactor = 70);

-- What was delivered before.
insert into delivery_rollups (tenant_id, day, repository_id, filed, reopened, merged, first_pass, cancelled, ended_otherwise,
  durations, reworks)
with steps as (
  select i.tenant_id, i.repository_id, t.issue_id, t.version, t.from_state, t.to_state, t.outcome, t.at,
    max(t.version) filter (where t.version = 1 or t.outcome in ('triggered', 'reopened'))
      over (partition by t.issue_id order by t.version) as life,
    max(t.version) filter (where t.version = 1 or t.outcome in ('reimplement', 'reopened'))
      over (partition by t.issue_id order by t.version) as generation
  from state_transitions t join issues i on i.id = t.issue_id
  where i.workflow_id <> 'colony-review'),
counted as (
  select s.*, s.to_state in ('done', 'cancelled') and s.from_state not in ('done', 'cancelled') as ended,
    s.outcome in ('merged', 'merged-by-person') as merging,
    s.generation <= s.life as at_once,
    extract(epoch from s.at - (select l.at from state_transitions l where l.issue_id = s.issue_id and l.version = s.life))
      as seconds,
    (select count(*) from state_transitions b
     where b.issue_id = s.issue_id and b.version > s.generation and b.version < s.version
       and b.from_state in ('in-review', 'merge-pending') and b.to_state = 'changes-requested') as rework
  from steps s
  where s.version = 1 or s.outcome = 'reopened' or s.to_state in ('done', 'cancelled')),
placed as (
  select c.*, (c.at at time zone 'UTC')::date as day, c.ended and c.merging as delivered,
    width_bucket(c.seconds, array[900, 1800, 3600, 7200, 14400, 28800, 57600, 86400, 172800, 345600, 604800, 1209600,
      2419200]::numeric[]) as bucket
  from counted c)
select p.tenant_id, p.day, p.repository_id, count(*) filter (where p.version = 1),
  count(*) filter (where p.outcome = 'reopened'), count(*) filter (where p.delivered),
  count(*) filter (where p.delivered and p.rework = 0 and p.at_once),
  count(*) filter (where p.ended and not p.merging and p.to_state = 'cancelled'),
  count(*) filter (where p.ended and not p.merging and p.to_state = 'done'),
  array[count(*) filter (where p.delivered and p.bucket = 0), count(*) filter (where p.delivered and p.bucket = 1),
    count(*) filter (where p.delivered and p.bucket = 2), count(*) filter (where p.delivered and p.bucket = 3),
    count(*) filter (where p.delivered and p.bucket = 4), count(*) filter (where p.delivered and p.bucket = 5),
    count(*) filter (where p.delivered and p.bucket = 6), count(*) filter (where p.delivered and p.bucket = 7),
    count(*) filter (where p.delivered and p.bucket = 8), count(*) filter (where p.delivered and p.bucket = 9),
    count(*) filter (where p.delivered and p.bucket = 10), count(*) filter (where p.delivered and p.bucket = 11),
    count(*) filter (where p.delivered and p.bucket = 12), count(*) filter (where p.delivered and p.bucket = 13)],
  array[count(*) filter (where p.delivered and p.rework = 0), count(*) filter (where p.delivered and p.rework = 1),
    count(*) filter (where p.delivered and p.rework = 2), count(*) filter (where p.delivered and p.rework = 3),
    count(*) filter (where p.delivered and p.rework >= 4)]
from placed p group by p.tenant_id, p.day, p.repository_id
having bool_or(p.version = 1 or p.outcome = 'reopened' or p.ended);
