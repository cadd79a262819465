-- Each claim and each completion asks which breakers of repositories and back ends are open: few of many.
create index breakers_open on breakers (scope, scope_key) where opened_at is not null and scope <> 'issue-stage';
