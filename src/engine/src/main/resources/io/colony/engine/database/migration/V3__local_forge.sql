-- forge.local: the code host that needs no account. The objects live in bare git repositories, everything else here.

create table local_repositories (
  slug           text primary key check (slug ~ '^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$'),
  -- relative to the code host's root, so that the root can be moved
  directory      text not null,
  default_branch text not null,
  -- contexts of local_statuses that must be 'success' at the head before anything is merged
  required_checks text[] not null default '{}',
  next_number    bigint not null default 1,
  created_at     timestamptz not null
);

-- Issues and pull requests share one sequence of numbers per repository, as on GitHub.
create table local_issues (
  slug       text not null references local_repositories,
  number     bigint not null,
  title      text not null,
  body       text not null,
  author     text not null,
  open       boolean not null default true,
  labels     text[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (slug, number)
);

create table local_pull_requests (
  slug       text not null references local_repositories,
  number     bigint not null,
  title      text not null,
  body       text not null,
  author     text not null,
  head       text not null,
  base       text not null,
  -- while open the head is read from git; this is what it was when opened, and what it was in the end
  head_sha   text not null check (head_sha ~ '^[0-9a-f]{40}$'),
  -- the base's tip when opened: a head that was reachable from it then is no sign of a merge
  base_sha   text not null check (base_sha ~ '^[0-9a-f]{40}$'),
  state      text not null check (state in ('open', 'closed', 'merged')),
  merge_sha  text check (merge_sha ~ '^[0-9a-f]{40}$'),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (slug, number)
);
create unique index local_pull_requests_one_open_per_head on local_pull_requests (slug, head) where state = 'open';

create table local_comments (
  id         bigint generated always as identity primary key,
  slug       text not null,
  number     bigint not null,
  author     text not null,
  body       text not null,
  marker     text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (slug, number, marker)
);

create table local_statuses (
  slug        text not null,
  sha         text not null check (sha ~ '^[0-9a-f]{40}$'),
  context     text not null,
  state       text not null check (state in ('pending', 'success', 'failure', 'error')),
  description text not null,
  updated_at  timestamptz not null,
  primary key (slug, sha, context)
);
