package io.colony.bench.store;

import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.workflow.Workflows;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;

/**
 * Fills a store on the server itself. Issue {@code n} belongs to repository {@code 1 + (n - 1) % repositories}, and that
 * to tenant {@code 1 + (r - 1) % tenants}; ids count from 1 without a gap.
 */
public record StoreFill(int tenants, int repositories) {
    /** Several tenants and repositories, so that their account rows are not one row that everybody waits for. */
    public static final StoreFill WIDE = new StoreFill(20, 200);

    /** The version of the engine's own workflow, in which all issues are. */
    public static final int WORKFLOW_VERSION = Workflows.colonyDefault().version();

    /** One tenant with one repository: everything stands in one line. */
    public static final StoreFill ONE_LINE = new StoreFill(1, 1);

    private static final String ROLLUP = """
            insert into cost_rollups (tenant_id, day, repository_id, role, stage, back_end, model, events, runs, turns,
              input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, usd, estimated_usd, estimates,
              worker_seconds)
            select tenant_id, (at at time zone 'UTC')::date, repository_id, role, stage, back_end, coalesce(model, ''),
              count(*), count(*), sum(turns), sum(input_tokens), sum(output_tokens), sum(cache_read_tokens),
              sum(cache_write_tokens), sum(usd), 0, 0, sum(worker_seconds)
            from cost_events group by 1, 2, 3, 4, 5, 6, 7
            """;

    private static final List<String> HISTORY = List.of("""
            insert into tasks (tenant_id, repository_id, issue_id, executor, state, epoch, run_after, created_at,
              closed_at, closed_reason)
            select $tenant, $repository, n, 'admit', 'done', 2, now(), now(), now(), 'completed'""", """
            insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at, ended_at, end_kind,
              outcome)
            select n, n, 'analyze', 1, 1, 1, now(), now(), 'completed', 'unclear'""", """
            insert into cost_events (idempotency_key, tenant_id, repository_id, issue_id, run_id, role, stage, attempt,
              back_end, turns, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, usd, estimated,
              worker_seconds, at)
            select 'run-' || n, $tenant, $repository, n, n, 'Surveyor', 'analyze', 1, 'bench', 1, 10, 10, 0, 0, 0.001,
              false, 1, now()""", """
            insert into reservations (run_id, tenant_id, repository_id, issue_id, usd, state, created_at, closed_at)
            select n, $tenant, $repository, n, 2, 'settled', now(), now()""", """
            insert into ledger_totals (scope, scope_id, period, spent, events)
            select 'issue', n, '', 0.001, 1""", """
            insert into state_transitions (issue_id, version, to_state, outcome, actor_kind, actor_name, reason, at)
            select n, 1, 'unlabeled', 'registered', 'mayor', 'intake', 'registered by ann', now()""", """
            insert into audit_log (tenant_id, at, actor, action, subject, detail, seq, previous, hash)
            select $tenant, now(), 'mayor:intake', 'issue-registered', 'acme/r#' || n, '{"state": "unlabeled"}', n,
              repeat('0', 64), repeat('0', 64)""", """
            insert into outbox (issue_id, kind, marker, payload, next_at, created_at, delivered_at)
            select n, 'label', 'transition-' || n || '-1-label', '{"label": "colony:unlabeled"}', now(), now(), now()""");

    /** Makes a database with the engine's schema and its own workflow. */
    public static void create(Databases databases, String name) {
        databases.copySchema(name, StoreFill::migrate);
    }

    private static void migrate(DatabaseSettings settings) {
        try (Database database = Database.open(settings)) {
            database.useTransaction(transaction -> WorkflowCatalog.postgres(InstantSource.system())
                    .store(transaction, Workflows.colonyDefaultYaml(), "colony-default.yaml"));
        }
    }

    /** Tenants, repositories and one worker. */
    public void owners(Statement statement) throws SQLException {
        // The rows are right by construction: checking each reference and trigger would take most of the time.
        statement.execute("set session_replication_role = replica");
        statement.execute("insert into tenants (slug, created_at) select 'tenant-' || n, now()"
                + " from generate_series(1, " + tenants + ") n");
        statement.execute("""
                insert into repositories (tenant_id, forge, slug, default_branch, clone_url, created_at)
                select 1 + (n - 1) %% %d, 'local', 'acme/r' || n, 'main', 'none', now()
                from generate_series(1, %d) n
                """.formatted(tenants, repositories));
        statement.execute("""
                insert into workers (name, host, pid, lanes, started_at, seen_at)
                values ('worker', 'host', 1, array['analyze'], now(), now())
                """);
    }

    /** So many more issues in a state, each with the text that its agents may see. */
    public void issues(Statement statement, int first, int last, String state) throws SQLException {
        statement.execute("""
                insert into issues (tenant_id, repository_id, number, title, author, state, version, workflow_id,
                  workflow_version, base_branch, entered_at, created_at, updated_at)
                select %s, %s, n, 'Issue ' || n, 'ann', '%s', 1, 'colony-default', %d, 'main', now(), now(), now()
                from generate_series(%d, %d) n
                """.formatted(tenantOf("n"), repositoryOf("n"), state, WORKFLOW_VERSION, first, last));
        statement.execute("""
                insert into issue_snapshots (issue_id, title, body_raw, body_normalised, sha256, hidden_text,
                  accepted_by, taken_at)
                select n, 'Issue ' || n, 'As it is.', 'As it is.', repeat('0', 64), false, 'ann', now()
                from generate_series(%d, %d) n
                """.formatted(first, last));
    }

    /**
     * What earlier work left for each of these issues: a task and a run that are done, the cost, the transition to version
     * 1, its audit row and message. Without it the planner would plan for empty tables and keep those plans.
     */
    public void history(Statement statement, int first, int last) throws SQLException {
        for (String sql : HISTORY) {
            statement.execute(sql.replace("$tenant", tenantOf("n")).replace("$repository", repositoryOf("n"))
                    + " from generate_series(" + first + ", " + last + ") n");
        }
        accounts(statement);
    }

    /** The accounts of all repositories and the roll-up, from the cost events that are there. */
    public void accounts(Statement statement) throws SQLException {
        statement.execute("""
                insert into ledger_totals (scope, scope_id, period, spent, events)
                select 'repository', repository_id, to_char(at at time zone 'UTC', 'YYYY-MM-DD'), sum(usd), count(*)
                from cost_events group by 1, 2, 3
                union all
                select 'repository-month', repository_id, to_char(at at time zone 'UTC', 'YYYY-MM'), sum(usd), count(*)
                from cost_events group by 1, 2, 3
                """);
        statement.execute(ROLLUP);
    }

    /** A queued task for each of these issues, due in their order. */
    public void tasks(Statement statement, int first, int last, String executor) throws SQLException {
        statement.execute("""
                insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, created_at)
                select %s, %s, n, '%s', 'queued', now() - interval '1 day' + n * interval '1 ms', now()
                from generate_series(%d, %d) n
                """.formatted(tenantOf("n"), repositoryOf("n"), executor, first, last));
    }

    /** As SQL, of an issue's id as SQL. */
    public String repositoryOf(String issue) {
        return "1 + (" + issue + " - 1) % " + repositories;
    }

    /** As SQL, of an issue's id as SQL. */
    public String tenantOf(String issue) {
        return "1 + ((" + issue + " - 1) % " + repositories + ") % " + tenants;
    }

    public long repository(long issue) {
        return 1 + (issue - 1) % repositories;
    }

    public long tenant(long issue) {
        return 1 + (repository(issue) - 1) % tenants;
    }
}
