-- How fast issues come to work: a row for a repository (author ''), and one for each author in it.
create table intake_pace (
  repository_id bigint not null references repositories,
  author        text not null,
  -- until when those that came use up the rate
  used_until    timestamptz not null,
  primary key (repository_id, author)
);
