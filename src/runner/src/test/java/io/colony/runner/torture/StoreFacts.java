package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the store of a work directory says, read as any SQL client would, while its embedded server runs. */
final class StoreFacts implements AutoCloseable {
    private final Connection connection;

    private StoreFacts(Connection connection) {
        this.connection = connection;
    }

    /** Connects to the embedded server of a work directory. */
    static StoreFacts of(Path work) throws IOException, SQLException {
        Path postgres = work.resolve("postgres");
        String port = Files.readAllLines(postgres.resolve("data/postmaster.pid"))
                .get(3)
                .strip();
        String password = Files.readString(postgres.resolve("password")).strip();
        return new StoreFacts(
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/colony", "colony", password));
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Each row as text. */
    List<String> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    cells.add(String.valueOf(rows.getString(column)));
                }
                all.add(String.join(" ", cells));
            }
            return all;
        }
    }

    /** Waits until so many issues of a code host outside have ended, and everything about them has been told. */
    void awaitOnHost(int issues, ColonyProcess program, Duration within) throws SQLException, InterruptedException {
        long until = System.nanoTime() + within.toNanos();
        while (number("""
                select %d - (select count(*) from issues
                              where state in ('done', 'cancelled', 'human-review-ready', 'failure-blocked',
                                              'needs-clarification', 'reviewed'))
                     + (select count(*) from outbox where delivered_at is null and failed_at is null)
                """.formatted(issues)) > 0) {
            if (System.nanoTime() > until || !program.alive()) {
                throw new AssertionError("Not settled within " + within + ". " + state() + "\n" + program);
            }
            program.awaitNews(Duration.ofMillis(200));
        }
    }

    /** Waits until every issue that was filed has ended and everything about it has been told and sealed. */
    void awaitSettled(ColonyProcess program, Duration within) throws SQLException, InterruptedException {
        long until = System.nanoTime() + within.toNanos();
        while (number("""
                select (select count(*) from local_issues f
                         where not exists (select from issues i join repositories r on r.id = i.repository_id
                                            where r.slug = f.slug and i.number = f.number
                                              and i.state in ('done', 'cancelled', 'human-review-ready',
                                                              'failure-blocked', 'needs-clarification')))
                     + (select count(*) from outbox where delivered_at is null)
                     + (select count(*) from audit_log where seq is null)
                """) > 0) {
            if (System.nanoTime() > until || !program.alive()) {
                throw new AssertionError("Not settled within " + within + ". " + state() + "\n" + program);
            }
            program.awaitNews(Duration.ofMillis(200));
        }
    }

    /** Looks without a pause until an intent of that kind is open; false when the program ended before. */
    boolean awaitIntent(String condition, ColonyProcess program, Duration within) throws SQLException {
        long until = System.nanoTime() + within.toNanos();
        try (PreparedStatement query =
                connection.prepareStatement("select 1 from forge_intents where state = 'open' and " + condition)) {
            while (program.alive()) {
                try (ResultSet rows = query.executeQuery()) {
                    if (rows.next()) {
                        return true;
                    }
                }
                if (System.nanoTime() > until) {
                    throw new AssertionError("No such intent within " + within + ". " + state() + program);
                }
            }
        }
        return false;
    }

    String state() throws SQLException {
        return "issues: " + rows("select number, state, version, head_sha from issues order by number")
                + "\nfiled: " + rows("select number, open, labels from local_issues order by number")
                + "\ntasks: "
                + rows(
                        "select id, issue_id, executor, state, attempt, epoch, run_after, waits_for from tasks order by id")
                + "\nruns: "
                + rows("select id, task_id, stage, epoch, end_kind, outcome, reason from agent_runs order by id")
                + "\nintents: " + rows("select issue_id, kind, ref, state, result from forge_intents order by id")
                + "\ntransitions: "
                + rows("select issue_id, version, to_state, reason from state_transitions order by id");
    }

    /** What kills left behind. */
    String traces() throws SQLException {
        return number("select count(*) from issues") + " issues, "
                + number("select count(*) from agent_runs where end_kind = 'lost'") + " runs lost, intents "
                + rows("select kind, state, result ->> 'answer', count(*) from forge_intents"
                        + " where state <> 'done' or result ->> 'answer' in ('found', 'already') group by 1, 2, 3");
    }

    /** Everything that must hold once all is settled, however often programs were killed before. */
    void assertEachIssueIsDoneExactlyOnce(QuickProject project, long issues) throws SQLException {
        String state = state();
        assertThat(rows("select state from issues where state <> 'done'"))
                .as(state)
                .isEmpty();
        assertThat(number("select count(*) from issues")).as(state).isEqualTo(issues);
        assertThat(number("select count(*) from local_issues")).as(state).isEqualTo(issues);
        assertThat(number("select count(*) from local_issues where open"))
                .as(state)
                .isZero();
        assertThat(number("select count(*) from state_transitions where to_state = 'done'"))
                .as(state)
                .isEqualTo(issues);
        assertThat(rows("""
                select i.number from issues i
                 where i.version <> (select count(*) from state_transitions t where t.issue_id = i.id)
                    or i.version <> (select max(version) from state_transitions t where t.issue_id = i.id)
                """)).as("versions have gaps: %s", state).isEmpty();
        assertNothingIsOpen(state);
        assertMoney(state);
        assertOneMergeEach(project, issues, state);
    }

    private void assertNothingIsOpen(String state) throws SQLException {
        assertThat(rows("select id, state from tasks where state in ('queued', 'claimed')"))
                .as(state)
                .isEmpty();
        assertThat(rows("select id from agent_runs where ended_at is null"))
                .as(state)
                .isEmpty();
        assertThat(rows("select id, kind from forge_intents where state = 'open'"))
                .as(state)
                .isEmpty();
        assertThat(rows("select id from reservations where state = 'open'"))
                .as(state)
                .isEmpty();
        assertThat(rows("select task_id from agent_runs where end_kind = 'completed' and outcome <> 'parked'"
                        + " group by task_id having count(*) > 1"))
                .as("a task was completed twice: %s", state)
                .isEmpty();
    }

    private void assertMoney(String state) throws SQLException {
        assertThat(rows("select scope, scope_id, reserved from ledger_totals where reserved <> 0"))
                .as(state)
                .isEmpty();
        assertThat(rows("""
                select scope_id, spent, events from ledger_totals where scope = 'issue' and events > 0
                except
                select issue_id, sum(usd), count(*) from cost_events group by issue_id
                """)).as(state).isEmpty();
        assertThat(rows("""
                select scope, sum(spent), sum(events) from ledger_totals group by scope
                except
                select scope, sum(usd), count(*) from cost_events, unnest('{issue,repository,repository-month}'::text[]) scope
                 group by scope
                """)).as(state).isEmpty();
        assertThat(rows("select run_id from cost_events where kind = 'invocation' group by run_id having count(*) > 1"))
                .as(state)
                .isEmpty();
    }

    private void assertOneMergeEach(QuickProject project, long issues, String state) throws SQLException {
        assertThat(number("select count(*) from local_pull_requests")).as(state).isEqualTo(issues);
        assertThat(number("select count(*) from local_pull_requests where state <> 'merged'"))
                .as(state)
                .isZero();
        assertThat(number("select count(distinct pull_request) from issues"))
                .as(state)
                .isEqualTo(issues);
        if (issues == 0) {
            return;
        }
        String log = project.gitOnForge("log", "--format=%s %(trailers:key=Issue)", "main");
        assertThat(project.gitOnForge("rev-list", "--count", "--merges", "main"))
                .as(log)
                .isEqualTo(Long.toString(issues));
        assertThat(project.gitOnForge("rev-list", "--count", "--no-merges", "main"))
                .as(log)
                .isEqualTo(Long.toString(issues + 1));
        for (String number : rows("select number from issues order by number")) {
            String file = Integer.parseInt(number) <= 2 ? "NOTES.md" : "note-" + number + ".md";
            assertThat(project.gitOnForge("show", "main:" + file).lines())
                    .as("%s of main; %s", file, log)
                    .filteredOn(("- entry " + number)::equals)
                    .hasSize(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
