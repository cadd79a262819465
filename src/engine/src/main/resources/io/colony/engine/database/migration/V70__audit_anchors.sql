-- Where each tenant's chain stood, noted by the sealer: a log whose end was cut off, or that was sealed anew, no longer
-- holds what is noted here. The application's role may only add and read.
create table audit_anchors (
  tenant_id bigint not null references tenants,
  seq       bigint not null check (seq > 0),
  hash      text not null check (hash ~ '^[0-9a-f]{64}$'),
  at        timestamptz not null,
  primary key (tenant_id, seq)
);

create trigger append_only before update or delete on audit_anchors
  for each row execute function refuse_change();
create trigger no_truncate before truncate on audit_anchors execute function refuse_change();
create trigger no_truncate before truncate on issue_snapshots execute function refuse_change();

-- What a trigger calls must not depend on the search path of whoever fires it.
alter function refuse_change() set search_path = pg_catalog, pg_temp;
alter function refuse_second_completion() set search_path = pg_catalog, pg_temp;
alter function refuse_resealing() set search_path = pg_catalog, pg_temp;
