-- The tests that a gate's reports listed on a base commit; null where it declares none, or left none.
alter table gate_baselines add column tests jsonb;
-- Why a person decides whatever the gate's result is: a list of sentences, such as about tests that no longer run.
alter table gate_results add column doubts jsonb not null default '[]';
