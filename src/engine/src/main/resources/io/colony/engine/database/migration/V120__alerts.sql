-- Notices of budget warnings and of what the Sentinel found: docs/notices.md.

alter table notices
  -- what it tells of, by kind: a row of ledger_warnings or of sentinel_findings
  add column alert_id bigint,
  -- the same trouble again, under another id: told again only after a while
  add column topic text,
  drop constraint notices_kind_check,
  add constraint notices_kind_check check (kind in ('waiting', 'reminder', 'digest', 'budget', 'finding'));

-- What V91 called check (...) without a name: a digest was all that is about no issue.
do $$
declare
  old text;
begin
  select conname into strict old from pg_constraint
  where conrelid = 'notices'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%''digest''%issue_id IS NULL%';
  execute format('alter table notices drop constraint %I', old);
end $$;

alter table notices
  add constraint notices_issue_check check ((kind in ('waiting', 'reminder')) = (issue_id is not null)),
  add constraint notices_alert_check check ((kind in ('budget', 'finding')) = (alert_id is not null)),
  add constraint notices_topic_check check ((alert_id is null) = (topic is null));
create index notices_by_alert on notices (kind, alert_id) where alert_id is not null;
create index notices_by_topic on notices (topic, channel, id desc) where topic is not null;
create index notices_alerts on notices (tenant_id, id desc) where alert_id is not null;

-- Whether a person is to know of it; what the Sentinel sees to by itself is none of it.
alter table sentinel_findings add column for_people boolean not null default false;
