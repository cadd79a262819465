insert into audit_log (tenant_id, at, actor, action, subject, detail) values
  (1, '2026-01-05 11:59:59Z', 'worker:builder-1', 'transition', 'acme/shop#3', '{"from":"ready-for-dev","to":"in-development","outcome":"claimed"}');
