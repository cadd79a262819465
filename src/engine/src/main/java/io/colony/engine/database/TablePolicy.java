package io.colony.engine.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the application's role may do with a table besides reading it. <b>Every table of the schema has its line here</b>;
 * the grants ({@link StoreGrants}), the tests and the retention rest on it. A table without one may not be used by the
 * application's role at all.
 *
 * @param insert the columns that a new row may give; empty for none, {@link #ALL} for every one
 * @param update the columns that may be changed
 * @param delete whether rows may be removed
 * @param codeHost whether the table is the local code host's and not Colony's own
 */
public record TablePolicy(String table, List<String> insert, List<String> update, boolean delete, boolean codeHost) {
    /** Every column. */
    public static final List<String> ALL = List.of("*");

    private static final List<TablePolicy> TABLES = tables();

    public TablePolicy {
        insert = List.copyOf(insert);
        update = List.copyOf(update);
    }

    /** All of them. */
    public static List<TablePolicy> all() {
        return TABLES;
    }

    public static Optional<TablePolicy> of(String table) {
        return TABLES.stream().filter(policy -> policy.table().equals(table)).findFirst();
    }

    /** Whether nothing of a row that is there may ever change, or only columns that say how it ended. */
    public boolean history() {
        return !insert.isEmpty() && !delete && !update.equals(ALL);
    }

    private static List<TablePolicy> tables() {
        List<TablePolicy> all = new ArrayList<>();
        // History. What it says can be shown to an auditor because nobody who works with the store can change it.
        Stream.of("state_transitions", "cost_events", "issue_snapshots", "audit_anchors", "merges", "survivals")
                .forEach(table -> all.add(appendOnly(table)));
        all.add(new TablePolicy(
                "audit_log",
                List.of("tenant_id", "at", "actor", "action", "subject", "detail"),
                List.of("seq", "previous", "hash"),
                false,
                false));
        all.add(completedOnce(
                "agent_runs",
                "back_end",
                "model",
                "workspace",
                "ended_at",
                "end_kind",
                "outcome",
                "failure_class",
                "reason",
                "exit_code",
                "agent_started_at",
                "agent_ended_at"));
        all.add(completedOnce("issue_edits", "decision", "decided_by", "decided_at"));
        // What changes as work goes on.
        Stream.of(
                        "tenants",
                        "workflows",
                        "repositories",
                        "issues",
                        "workers",
                        "tasks",
                        "reservations",
                        "ledger_totals",
                        "verdicts",
                        "approvals",
                        "gate_results",
                        "gate_baselines",
                        "forge_intents",
                        "operator_commands",
                        "breakers")
                .forEach(table -> all.add(mutable(table)));
        Stream.of("budgets", "ledger_warnings", "installation_commands").forEach(table -> all.add(appendOnly(table)));
        Stream.of("cost_rollups", "delivery_rollups", "ad_hoc_runs").forEach(table -> all.add(mutable(table)));
        all.add(disposable("budget_waits"));
        Stream.of("retrospectives", "issue_files", "branch_pushes").forEach(table -> all.add(mutable(table)));
        Stream.of("dispatch_stops", "dispatch_stop_runs", "intake_pace").forEach(table -> all.add(mutable(table)));
        all.add(disposable("notices"));
        all.add(disposable("repository_agents"));
        Stream.of("repository_back_ends", "leaders", "sentinel_findings").forEach(table -> all.add(mutable(table)));
        all.add(disposable("repository_protection"));
        // What the code host told, and where it is asked next.
        Stream.of("host_threads", "host_comments", "host_polls").forEach(table -> all.add(mutable(table)));
        all.add(disposable("repository_names"));
        // What ends one day (retention), or is replaced.
        Stream.of("issue_dependencies", "attempt_artifacts", "transcripts", "webhook_deliveries", "outbox")
                .forEach(table -> all.add(disposable(table)));
        // Only a restore, by the owner, begins a new life.
        all.add(new TablePolicy("store_identity", List.of(), List.of("reconciled_at"), false, false));
        all.add(new TablePolicy("flyway_schema_history", List.of(), List.of(), false, false));
        Stream.of("local_repositories", "local_issues", "local_pull_requests", "local_comments", "local_statuses")
                .forEach(table -> all.add(new TablePolicy(table, ALL, ALL, true, true)));
        return List.copyOf(all);
    }

    /** Rows are added, and that is all. */
    private static TablePolicy appendOnly(String table) {
        return new TablePolicy(table, ALL, List.of(), false, false);
    }

    /** Rows are added, and these columns are filled in later. */
    private static TablePolicy completedOnce(String table, String... columns) {
        return new TablePolicy(table, ALL, List.of(columns), false, false);
    }

    /** Rows are added and changed, never removed. */
    private static TablePolicy mutable(String table) {
        return new TablePolicy(table, ALL, ALL, false, false);
    }

    /** Rows come, change and go. */
    private static TablePolicy disposable(String table) {
        return new TablePolicy(table, ALL, ALL, true, false);
    }
}
