-- An issue whose change a person merged is closed on the code host, as one is that the Marshal merged.
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('label', 'comment', 'status', 'pull-request-closed', 'pull-request-text', 'issue-closed'));
