package io.colony.bench.store;

import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.workflow.Workflows;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;

/**
 * Fills a store on the server itself. Issue {@code n} belongs to repository {@code 1 + (n - 1) % repositories}, and that
 * to tenant {@code 1 + (r - 1) % tenants}; ids count from 1 without a gap.
 */
public record StoreFill(int tenants, int repositories) {
    /** Several tenants and repositories, so that their account rows are not one row that everybody waits for. */
    public static final StoreFill WIDE = new StoreFill(20, 200);

    /** Brings the schema, and the engine's own workflow. */
    public static void schema(DatabaseSettings settings) {
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
                select %s, %s, n, 'Issue ' || n, 'ann', '%s', 1, 'colony-default', 1, 'main', now(), now(), now()
                from generate_series(%d, %d) n
                """.formatted(tenantOf("n"), repositoryOf("n"), state, first, last));
        statement.execute("""
                insert into issue_snapshots (issue_id, title, body_raw, body_normalised, sha256, hidden_text,
                  accepted_by, taken_at)
                select n, 'Issue ' || n, 'As it is.', 'As it is.', repeat('0', 64), false, 'ann', now()
                from generate_series(%d, %d) n
                """.formatted(first, last));
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
