-- What pages list and sum: indexes for their orders, and what was delivered by day.

-- Issues by how long they are where they are, of all repositories and of one.
create index issues_by_entry on issues (entered_at, id);
create index issues_by_place on issues (state, entered_at, id);
create index issues_by_repository_place on issues (repository_id, state, entered_at, id);
