package io.colony.engine.retrospective;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Json;
import io.colony.engine.evidence.EvidenceReport;
import io.colony.engine.evidence.EvidenceReport.Problem;
import io.colony.engine.ledger.Usd;
import io.colony.engine.retrospective.RetrospectiveFacts.Attempt;
import io.colony.engine.retrospective.RetrospectiveFacts.Ending;
import io.colony.engine.retrospective.RetrospectiveFacts.Finding;
import io.colony.engine.retrospective.RetrospectiveFacts.Gate;
import io.colony.engine.retrospective.RetrospectiveFacts.Mismatch;
import io.colony.engine.retrospective.RetrospectiveFacts.PersonAct;
import io.colony.engine.retrospective.Retrospectives.Due;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads one generation's runs and what they left. Of each sort at most the newest {@value #MOST} rows. */
final class PostgresRetrospectiveFacts {
    private static final int MOST = 500;
    private static final String OF_ITS_RUNS =
            " where issue_id = :issue and run_id > :first and run_id <= :last" + " order by id desc limit " + MOST;

    private final Handle handle;
    private final Due due;
    private final Map<Long, List<Mismatch>> mismatches = new HashMap<>();
    private final Map<Long, List<String>> claimed = new HashMap<>();
    private final Map<Long, List<String>> conflicts = new HashMap<>();

    PostgresRetrospectiveFacts(Handle handle, Due due) {
        this.handle = handle;
        this.due = due;
    }

    RetrospectiveFacts read() {
        readArtifacts();
        return new RetrospectiveFacts(ending(), attempts(), findings(), gates(), people(), changedFiles());
    }

    private Ending ending() {
        return handle.createQuery("select title, created_at from issues where id = :issue")
                .bind("issue", due.issueId())
                .map((row, context) -> new Ending(
                        due.issue(),
                        row.getString("title"),
                        due.generation(),
                        due.endedAs(),
                        due.reason(),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        due.endedAt()))
                .one();
    }

    private void readArtifacts() {
        ofItsRuns("select run_id, kind, content from attempt_artifacts where kind in ('evidence', 'conflict') and"
                        + OF_ITS_RUNS.substring(" where".length()))
                .map((row, context) -> {
                    JsonNode content = Json.parse(row.getString("content"));
                    long run = row.getLong("run_id");
                    if (row.getString("kind").equals("conflict")) {
                        content.path("hunks").forEach(hunk -> add(conflicts, run, text(hunk, "path")));
                    } else {
                        content.path("files").forEach(file -> claim(run, file));
                    }
                    return run;
                })
                .list();
    }

    private void claim(long run, JsonNode file) {
        add(claimed, run, text(file, "path"));
        Problem problem = Problem.valueOf(file.path("problem").asText(Problem.NONE.name()));
        if (problem != Problem.NONE) {
            mismatches.computeIfAbsent(run, id -> new ArrayList<>()).add(mismatch(problem, file));
        }
    }

    private static Mismatch mismatch(Problem problem, JsonNode file) {
        EvidenceReport report = new EvidenceReport(
                "",
                List.of(new EvidenceReport.CheckedFile(
                        text(file, "claim"),
                        text(file, "path"),
                        text(file, "claimedSha256"),
                        Optional.ofNullable(file.path("actualSha256").textValue()),
                        problem)));
        return new Mismatch(problem, report.mismatches().getFirst());
    }

    private List<Attempt> attempts() {
        List<Attempt> newestFirst = handle.createQuery("""
                        select r.id, r.stage, r.attempt, coalesce(r.end_kind, 'running') as end_kind, r.outcome,
                          r.failure_class, coalesce(r.reason, '') as reason, coalesce(max(c.role), r.stage) as role,
                          coalesce(sum(c.usd), 0) as usd, coalesce(bool_or(c.estimated), false) as estimated
                        from agent_runs r
                        left join cost_events c on c.run_id = r.id and c.issue_id = r.issue_id
                        where r.issue_id = :issue and r.id > :first and r.id <= :last
                        group by r.id order by r.id desc limit :most
                        """)
                .bind("issue", due.issueId())
                .bind("first", due.firstRunId())
                .bind("last", due.lastRunId().orElse(0L))
                .bind("most", MOST)
                .map((row, context) -> attempt(row))
                .list();
        return newestFirst.reversed();
    }

    private Attempt attempt(ResultSet row) throws SQLException {
        long run = row.getLong("id");
        return new Attempt(
                run,
                row.getString("stage"),
                row.getInt("attempt"),
                row.getString("end_kind"),
                Optional.ofNullable(row.getString("outcome")),
                Optional.ofNullable(row.getString("failure_class")),
                row.getString("reason"),
                row.getString("role"),
                new Usd(row.getBigDecimal("usd")),
                row.getBoolean("estimated"),
                mismatches.getOrDefault(run, List.of()),
                conflicts.getOrDefault(run, List.of()),
                claimed.getOrDefault(run, List.of()));
    }

    /** A verdict that gates sent back holds sentences, and so does an older one; any other the reviewer's own document. */
    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        ofItsRuns("select content from verdicts" + OF_ITS_RUNS)
                .map((row, context) -> Json.parse(row.getString("content")))
                .list()
                .reversed()
                .forEach(verdict -> findings(verdict, findings));
        return findings;
    }

    private static void findings(JsonNode verdict, List<Finding> findings) {
        verdict.path("findings")
                .valueStream()
                .filter(JsonNode::isTextual)
                .flatMap(finding -> Finding.ofText(finding.textValue()).stream())
                .forEach(findings::add);
        verdict.path("findings")
                .valueStream()
                .filter(JsonNode::isObject)
                .forEach(finding ->
                        findings.add(new Finding(text(finding, "severity"), place(finding), text(finding, "message"))));
        verdict.path("criteria")
                .valueStream()
                .filter(criterion -> criterion.path("status").asText().equals("not-met"))
                .forEach(criterion -> findings.add(new Finding(
                        "criterion", Optional.empty(), text(criterion, "criterion") + ": " + text(criterion, "note"))));
    }

    private static Optional<String> place(JsonNode finding) {
        String line =
                finding.path("line").asInt() > 0 ? ":" + finding.path("line").asInt() : "";
        return Optional.ofNullable(finding.path("file").textValue()).map(file -> file + line);
    }

    private List<Gate> gates() {
        return ofItsRuns("select gate, result, baseline, flaky, summary from gate_results" + OF_ITS_RUNS)
                .map((row, context) -> new Gate(
                        row.getString("gate"),
                        row.getString("result"),
                        Optional.ofNullable(row.getString("baseline")),
                        row.getBoolean("flaky"),
                        row.getString("summary")))
                .list()
                .reversed();
    }

    private List<PersonAct> people() {
        List<PersonAct> newestFirst = handle.createQuery("""
                        select actor_name, outcome, reason, at from state_transitions
                        where issue_id = :issue and version > :first and version <= :last
                          and actor_kind in ('operator', 'forge') and from_state is not null
                          and outcome <> 'triggered'
                        order by version desc limit :most
                        """)
                .bind("issue", due.issueId())
                .bind("first", due.firstVersion())
                .bind("last", due.lastVersion())
                .bind("most", MOST)
                .map((row, context) -> new PersonAct(
                        row.getString("actor_name"),
                        row.getString("outcome"),
                        row.getString("reason"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
        return newestFirst.reversed();
    }

    private List<String> changedFiles() {
        return handle.createQuery("""
                        select path from issue_files
                        where issue_id = :issue and generation = :generation and source = 'changed' order by path
                        """)
                .bind("issue", due.issueId())
                .bind("generation", due.generation())
                .mapTo(String.class)
                .list();
    }

    private Query ofItsRuns(String sql) {
        return handle.createQuery(sql)
                .bind("issue", due.issueId())
                .bind("first", due.firstRunId())
                .bind("last", due.lastRunId().orElse(0L));
    }

    private static void add(Map<Long, List<String>> map, long run, String text) {
        map.computeIfAbsent(run, id -> new ArrayList<>()).add(text);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
