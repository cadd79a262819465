package io.colony.bench.chaos;

import io.colony.engine.forge.Forge;
import java.util.Optional;

/**
 * A fault that no colony may have, so that the check can be seen to find it: live ones are done by the nodes, the others to the
 * store after all has settled, with its triggers off.
 */
public enum Sabotage {
    NONE(""),
    /** A worker that brings a late result under the epoch of whoever has the task now. */
    IGNORES_EPOCH(""),
    /** A worker that books each run once more under another key. */
    BOOKS_TWICE(""),

    CHANGED_STATE("update issues set state = 'analyzing' where id = (select min(id) from issues)"),
    VERSION_GAP(
            "update state_transitions set version = version + 1000 where id = (select max(id) from state_transitions)"),
    DELETED_TRANSITION("""
            delete from state_transitions where id = (select max(id) from state_transitions t
            where version > 2 and version < (select version from issues i where i.id = t.issue_id))"""),
    BROKEN_CHAIN("""
            update state_transitions set from_state = 'paused' where id = (select max(id) from state_transitions
            where version > 2)"""),
    FORBIDDEN_TRANSITION("""
            update state_transitions set outcome = 'wished' where id = (select max(id) from state_transitions)"""),
    WRONG_RESUME("update issues set resume_state = 'paused' where id = (select min(id) from issues)"),
    LOST_ISSUE("delete from issues where id = (select max(id) from issues)"),
    NOBODY_WAITED_FOR("""
            update state_transitions set to_state = 'in-review' where id = (select max(id) from state_transitions
            where to_state = 'done')"""),
    DELETED_TASK("delete from tasks where id = (select max(task_id) from agent_runs)"),
    SECOND_TASK("""
            insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, created_at)
            select tenant_id, repository_id, id, 'develop', 'queued', now(), now() from issues limit 1"""),
    STUCK_LEASE("""
            update tasks set state = 'claimed', closed_at = null, closed_reason = null, lease_until = now() - interval '1 h'
            where id = (select max(task_id) from agent_runs)"""),
    EPOCH_BACK("update tasks set epoch = 0 where id = (select max(task_id) from agent_runs)"),
    LATE_RESULT("""
            insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at, ended_at, end_kind)
            select issue_id, task_id, stage, attempt, epoch + 2, worker_id, started_at, ended_at, 'lost'
            from agent_runs where id = (select max(run_id) from state_transitions where outcome <> 'claimed')"""),
    TWO_AT_ONCE("""
            update witness.runs set started_at = started_at - interval '1 day'
            where run_id = (select max(run_id) from state_transitions where outcome <> 'claimed')"""),
    UNSEEN_RUN("delete from witness.runs where run_id = (select max(id) from agent_runs where end_kind = 'completed')"),
    OPEN_RUN("update agent_runs set ended_at = null, end_kind = null where id = (select max(id) from agent_runs)"),
    COMPLETED_TWICE("""
            insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at, ended_at, end_kind,
                                    outcome)
            select issue_id, task_id, stage, attempt, epoch - 1, worker_id, started_at, ended_at, 'completed', outcome
            from agent_runs where id = (select max(run_id) from state_transitions where outcome <> 'claimed')"""),
    SECOND_PULL_REQUEST("""
            insert into host.pull_requests (slug, title, head, head_sha, base, author)
            select slug, title, head, head_sha, base, author from host.pull_requests limit 1"""),
    SECOND_MERGE("""
            insert into host.merges (pull_request, head_sha, merge_sha, by)
            select pull_request, head_sha, merge_sha, by from host.merges limit 1"""),
    LOST_MERGE(
            "update host.pull_requests set state = 'OPEN' where number = (select max(pull_request) from host.merges)"),
    UNKNOWN_MERGE("""
            update issues set state = 'cancelled', merge_sha = null
            where id = (select max(id) from issues where state = 'done')"""),
    ACT_WITHOUT_INTENT("delete from forge_intents where kind = 'merge'"),
    OPEN_INTENT("""
            update forge_intents set state = 'open', resolved_at = null, result = null
            where id = (select max(id) from forge_intents)"""),
    WRONG_TOTAL("update ledger_totals set spent = spent + 0.000001 where scope = 'issue'"),
    WRONG_DAY("update ledger_totals set spent = spent + 0.000001 where scope = 'repository'"),
    LOST_EVENT("delete from cost_events where id = (select max(id) from cost_events where usd > 0)"),
    OPEN_RESERVATION("""
            update reservations set state = 'open', closed_at = null where id = (select max(id) from reservations)"""),
    PASSED_CEILING("update reservations set usd = 1000 where id = (select max(id) from reservations)"),
    PASSED_TENANT_CEILING("""
            update reservations set usd = 1000 where id = (select min(id) from reservations)"""),
    DONE_WITHOUT_A_PART("""
            with part as (update issues set state = 'cancelled' where id = (select max(id) from issues) returning id)
            insert into issue_dependencies (issue_id, depends_on, kind, source, created_at)
            select (select min(id) from issues), id, 'child', 'plan-9/1', now() from part"""),
    PART_FILED_TWICE("""
            insert into host.issues (slug, number, title, body, author)
            select 'chaos/shop', number, 'Part 1', 'colony-part: 1/plan-9/1', '%s' from generate_series(90001, 90002) number""".formatted(Forge.OWN_IDENTITY)),
    PART_WITHOUT_ACCOUNT("""
            insert into issue_dependencies (issue_id, depends_on, kind, source, created_at)
            select min(id), max(id), 'child', 'plan-9/1', now() from issues"""),
    WRONG_ACCOUNT("""
            update cost_events set issue_id = (select max(id) from issues where id <> cost_events.issue_id)
            where id = (select max(id) from cost_events)"""),
    WRONG_ROLL_UP("""
            with part as (
              insert into issue_dependencies (issue_id, depends_on, kind, source, created_at)
              select min(id), max(id), 'child', 'plan-9/1', now() from issues returning depends_on)
            update ledger_totals set spent = spent + 0.000001
            where scope = 'issue' and scope_id = (select depends_on from part)"""),
    CHANGED_AUDIT("""
            update audit_log set detail = '{"to": "done"}' where id = (select min(id) from audit_log)"""),
    DELETED_AUDIT("""
            delete from audit_log where id = (select max(id) from audit_log where action = 'transition')"""),
    UNTOLD("update outbox set delivered_at = null where id = (select max(id) from outbox)"),
    LOST_PROJECTION("delete from outbox where id = (select max(id) from outbox where kind = 'label')"),
    WRONG_LABEL("""
            update host.issues set labels = '{"colony:new"}' where (slug, number) =
              (select slug, number from host.labels order by id desc limit 1)"""),
    TOLD_OUT_OF_ORDER("""
            update host.labels set label = 'colony:analyzing' where id = (select max(id) from host.labels)"""),
    TRIGGER_OFF("alter table state_transitions disable trigger append_only"),
    DEAD_WORKER("""
            insert into workers (name, host, pid, lanes, started_at, seen_at)
            select 'gone', host, 999999999, lanes, started_at, seen_at from workers limit 1""");

    private final String sql;

    Sabotage(String sql) {
        this.sql = sql;
    }

    /** What it does to a settled store; empty for those that nodes do. */
    Optional<String> sql() {
        return Optional.of(sql).filter(text -> !text.isEmpty());
    }
}
