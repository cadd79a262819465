-- Who put commits on an issue's branch besides us, whatever its state was: nobody approves what they pushed.
create table branch_pushes (
  issue_id   bigint not null references issues,
  generation integer not null,
  head_sha   text not null check (head_sha ~ '^[0-9a-f]{40}$'),
  -- 'somebody' until the code host tells who it was
  login      text not null,
  noted_at   timestamptz not null,
  primary key (issue_id, head_sha)
);
