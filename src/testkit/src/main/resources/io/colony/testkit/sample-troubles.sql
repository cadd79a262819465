-- What is out of order in the sample store, and what people and programs did: each kind of it at least once.
insert into leaders (duty, holder, token, since, renewed_at, lease_until) values
  ('sentinel', 'colony-1', 1, '2026-01-05 09:00Z', '2026-01-05 11:59Z', '2026-01-05 12:01Z');
insert into breakers (scope, scope_key, failures, openings, window_start, open_until, opened_at, reason) values
  ('issue-stage', 'acme/shop#6 develop', 3, 1, '2026-01-05 10:00Z', null, '2026-01-05 10:42Z', 'the worker was lost each time'),
  ('repository', 'acme/docs', 4, 2, '2026-01-05 11:00Z', '2026-01-05 12:05Z', '2026-01-05 11:50Z',
    'fatal: unable to access ''https://example.org/acme/docs.git/'': <b>503</b> Service Unavailable'),
  ('back-end', 'claude-code', 5, 1, '2026-01-05 11:00Z', '2026-01-05 12:30Z', '2026-01-05 11:45Z', '429: five-hour limit reached, resets at 12:30 UTC'),
  ('back-end', 'codex', 1, 0, '2026-01-05 11:00Z', null, null, 'one refusal');
insert into sentinel_findings (detector, subject, reason, first_seen, last_seen, times_seen, last_act, last_act_at, resolved_at, for_people) values
  ('transient-block', 'acme/shop#6', 'It is blocked for a transient cause and is retried at 12:30.', '2026-01-05 10:43Z', '2026-01-05 11:59Z', 76, 'waits for its cool-down', '2026-01-05 10:43Z', null, false),
  ('silent-worker', 'builder-2', 'Worker builder-2 on old-host was seen last at 10:40; its leases are taken back.', '2026-01-05 10:41Z', '2026-01-05 11:59Z', 78, 'took back 1 task', '2026-01-05 10:42Z', null, true),
  ('settings-drift', 'acme/shop', 'Branch main no longer requires the check "tests", and administrators may bypass it.', '2026-01-05 10:00Z', '2026-01-05 11:59Z', 119, null, null, null, true),
  ('spend-anomaly', 'acme/docs', 'It was dear.', '2026-01-04 10:00Z', '2026-01-04 11:00Z', 1, null, null, '2026-01-04 12:00Z', true);
insert into budget_waits (issue_id, tenant_id, repository_id, scope, stopped, needed, reason, since) values
  (6, 1, 1, 'issue', true, 2, 'The ceiling of the issue is $5.000000: $4.120000 is spent, and a run reserves $2.000000.', '2026-01-05 10:42Z'),
  (5, 1, 1, 'repository', false, 2, 'The ceiling of the repository''s day is $50.000000: $48.900000 is spent.', '2026-01-05 11:00Z');
update tasks set held_until = '2026-01-06 00:00Z' where issue_id = 5 and state = 'queued';
insert into ledger_warnings (tenant_id, scope, scope_id, period, level, ceiling, spent, reserved, at) values
  (1, 'repository', 1, '2026-01-05', 'near', 50, 41, 2, '2026-01-05 11:00Z'),
  (1, 'repository', 1, '2026-01-05', 'reached', 50, 48.9, 2, '2026-01-05 11:30Z'),
  (1, 'repository', 2, '2026-01-05', 'near', 50, 40.25, 0, '2026-01-05 11:40Z'),
  (1, 'tenant', 1, '2026-01', 'near', 900, 741.5, 4, '2026-01-05 11:41Z'),
  (1, 'issue', 6, '', 'reached', 5, 4.12, 2, '2026-01-05 10:42Z');
insert into budgets (scope, scope_id, usd, set_by, reason, created_at, expires_at) values
  ('issue', 3, 9, 'olga', 'worth it', '2026-01-05 11:55Z', '2026-01-07 11:55Z'),
  ('repository', 2, 80, 'olga', 'release day', '2026-01-05 08:00Z', '2026-01-07 08:00Z');
insert into webhook_deliveries (forge, delivery_id, event, payload, received_at, repository, processed_at, failed_at, result) values
  ('github', 'd-1', 'issues', '{}', '2026-01-05 11:00Z', 'acme/shop', null, '2026-01-05 11:30Z', null),
  ('github', 'd-2', 'push', '{}', '2026-01-05 11:10Z', 'acme/shop', null, '2026-01-05 11:40Z', null),
  ('github', 'd-3', 'issue_comment', '{}', '2026-01-05 11:50Z', 'acme/docs', '2026-01-05 11:50:01Z', null, 'nothing to do'),
  ('github', 'd-4', 'check_run', '{}', '2026-01-05 11:59:50Z', 'acme/shop', null, null, null);
insert into outbox (issue_id, kind, marker, payload, next_at, created_at, delivered_at, failed_at) values
  (4, 'label', 's-1', '{}', '2026-01-05 11:59Z', '2026-01-05 11:58Z', null, null),
  (6, 'comment', 's-2', '{}', '2026-01-05 10:50Z', '2026-01-05 10:42Z', null, '2026-01-05 11:42Z');
-- Dispatch was stopped and resumed in the morning.
insert into dispatch_stops (stopped_at, stopped_by, reason, resumed_at, resumed_by, resume_reason) values
  ('2026-01-05 08:10Z', 'olga', 'an agent deleted files it should not', '2026-01-05 08:40Z', 'olga', 'its prompt was mended');
insert into audit_log (tenant_id, at, actor, action, subject, detail) values
  (1, '2026-01-05 08:10Z', 'operator:olga', 'dispatch-stopped', 'dispatch', '{"reason":"an agent deleted files it should not","running":2}'),
  (1, '2026-01-05 08:40Z', 'operator:olga', 'dispatch-resumed', 'dispatch', '{"reason":"its prompt was mended","running":0}'),
  (1, '2026-01-05 09:59:58Z', 'forge:grace', 'transition', 'acme/shop#2', '{"from":"unlabeled","to":"new","outcome":"ingested"}'),
  (1, '2026-01-05 10:55:03Z', 'worker:inspector-1', 'transition', 'acme/shop#2', '{"from":"merge-pending","to":"done","outcome":"merged","reason":"merged as 9a8b7c6d"}'),
  (1, '2026-01-05 11:10Z', 'operator:ada', 'command', 'acme/docs#1', '{"command":"pause the text looks <img src=x onerror=alert(1)> odd","source":"pages","accepted":true,"answer":"acme/docs#1 is paused now."}'),
  (1, '2026-01-05 11:30Z', 'operator:olga', 'breaker-reset', 'back-end gemini', '{"was":"open","failures":3,"its_reason":"429","reason":"the quota was raised"}'),
  (1, '2026-01-05 11:55Z', 'operator:olga', 'budget-raised', 'acme/shop#3', '{"scope":"issue","from_usd":"5.000000","to_usd":"9.000000","reason":"worth it"}');
