-- A pull request's description follows the change: evidence and summary of the newest attempt.
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('label', 'comment', 'status', 'pull-request-closed', 'pull-request-text'));
