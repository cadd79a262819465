-- Whose lease a claimed message is under: it counts for no longer than that worker runs.
alter table outbox add column worker_id bigint references workers;
