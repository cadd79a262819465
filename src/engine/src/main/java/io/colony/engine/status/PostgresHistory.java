package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What happened to one issue: changes of state, artefacts, verdicts, gates, acts on the code host. Lists of one issue are
 * answered newest first, since the newest are those that are shown.
 */
final class PostgresHistory {
    private static final String MOST = " limit " + IssueDetail.MOST;
    private static final String TRANSITION = """
            select t.id, t.version, t.from_state, t.to_state, t.outcome, t.actor_kind, t.actor_name, t.reason, t.at, t.run_id
            """;
    private static final String OF_ISSUE =
            TRANSITION + "from state_transitions t where t.issue_id = ? order by t.version desc";
    private static final String SINCE = TRANSITION + """
            , r.slug || '#' || i.number as issue
            from state_transitions t
            join issues i on i.id = t.issue_id
            join repositories r on r.id = i.repository_id
            where t.id > ? order by t.id limit ?
            """;
    private static final String VERDICT = """
            select id, run_id, verdict, head_sha, base_sha, policy_version, content, created_at, voided_at, voided_reason
            from verdicts where issue_id = ?
            """;
    private static final String ARTIFACT = """
            select id, run_id, kind, content, sha256, created_at from attempt_artifacts where issue_id = ?
            """;
    private static final String GATE = """
            select id, run_id, gate, result, baseline, flaky, exit_code, duration_ms, summary, head_sha, base_sha,
              length(log) as log_length, created_at
            from gate_results where issue_id = ?
            """;

    /** The newest transition of an issue. */
    static final String ARRIVAL = OF_ISSUE + " limit 1";

    /** The newest verdicts of an issue that sent it back: at most so many. */
    static final String SETBACKS = VERDICT + "and verdict <> 'APPROVE' order by id desc limit ?";

    /** What an issue waits for. */
    static final String DEPENDENCIES = """
            select r.slug || '#' || i.number as key, i.title, i.state, d.kind, d.source, d.waived_by
            from issue_dependencies d
            join issues i on i.id = d.depends_on
            join repositories r on r.id = i.repository_id
            where d.issue_id = ?
            order by r.slug, i.number, d.kind
            """ + MOST;

    private final Transaction transaction;

    PostgresHistory(Transaction transaction) {
        this.transaction = transaction;
    }

    Answer<TransitionEntry> transitions(long issueId, IssueKey key) {
        return transaction.ask(row -> transition(row, key), OF_ISSUE + MOST, issueId);
    }

    Answer<TransitionEntry> since(long id, int limit) {
        return transaction.ask(row -> transition(row, PostgresRows.key(row, "issue")), SINCE, id, limit);
    }

    /** The transition into the present state. */
    Answer<TransitionEntry> arrival(long issueId, IssueKey key) {
        return transaction.ask(row -> transition(row, key), ARRIVAL, issueId);
    }

    static TransitionEntry transition(ResultSet row, IssueKey key) throws SQLException {
        return new TransitionEntry(
                row.getLong("id"),
                key,
                row.getLong("version"),
                PostgresRows.stateIfAny(row, "from_state"),
                PostgresRows.state(row, "to_state"),
                row.getString("outcome"),
                row.getString("actor_kind"),
                row.getString("actor_name"),
                row.getString("reason"),
                PostgresRows.time(row, "at"),
                PostgresRows.numberIfAny(row, "run_id"));
    }

    Answer<ArtifactEntry> artifacts(long issueId) {
        return transaction.ask(PostgresHistory::artifact, ARTIFACT + "order by id desc" + MOST, issueId);
    }

    Answer<ArtifactEntry> artifacts(long issueId, long runId) {
        return transaction.ask(
                PostgresHistory::artifact, ARTIFACT + "and run_id = ? order by id desc" + MOST, issueId, runId);
    }

    private static ArtifactEntry artifact(ResultSet row) throws SQLException {
        return new ArtifactEntry(
                row.getLong("id"),
                row.getLong("run_id"),
                row.getString("kind"),
                PostgresRows.json(row, "content"),
                row.getString("sha256"),
                PostgresRows.time(row, "created_at"));
    }

    Answer<VerdictEntry> verdicts(long issueId) {
        return transaction.ask(PostgresHistory::verdict, VERDICT + "order by id desc" + MOST, issueId);
    }

    /** The newest verdicts that sent the issue back. */
    Answer<VerdictEntry> setbacks(long issueId, int limit) {
        return transaction.ask(PostgresHistory::verdict, SETBACKS, issueId, limit);
    }

    static VerdictEntry verdict(ResultSet row) throws SQLException {
        return new VerdictEntry(
                row.getLong("id"),
                row.getLong("run_id"),
                row.getString("verdict"),
                row.getString("head_sha"),
                row.getString("base_sha"),
                row.getString("policy_version"),
                PostgresRows.json(row, "content"),
                PostgresRows.time(row, "created_at"),
                PostgresRows.timeIfAny(row, "voided_at"),
                PostgresRows.textIfAny(row, "voided_reason"));
    }

    Answer<GateEntry> gates(long issueId) {
        return transaction.ask(PostgresHistory::gate, GATE + "order by id desc" + MOST, issueId);
    }

    Answer<GateEntry> gate(long issueId, long gateResultId) {
        return transaction.ask(PostgresHistory::gate, GATE + "and id = ?", issueId, gateResultId);
    }

    private static GateEntry gate(ResultSet row) throws SQLException {
        return new GateEntry(
                row.getLong("id"),
                row.getLong("run_id"),
                row.getString("gate"),
                row.getString("result"),
                PostgresRows.textIfAny(row, "baseline"),
                row.getBoolean("flaky"),
                PostgresRows.smallNumberIfAny(row, "exit_code"),
                row.getLong("duration_ms"),
                row.getString("summary"),
                row.getString("head_sha"),
                row.getString("base_sha"),
                row.getLong("log_length"),
                PostgresRows.time(row, "created_at"));
    }

    Answer<IntentEntry> intents(long issueId) {
        return transaction.ask(
                row -> new IntentEntry(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getString("ref"),
                        PostgresRows.textIfAny(row, "old_sha"),
                        PostgresRows.textIfAny(row, "new_sha"),
                        row.getString("state"),
                        PostgresRows.time(row, "created_at"),
                        PostgresRows.timeIfAny(row, "resolved_at")),
                """
                select id, kind, ref, old_sha, new_sha, state, created_at, resolved_at
                from forge_intents where issue_id = ? order by id desc
                """ + MOST,
                issueId);
    }

    Answer<MergeEntry> merges(long issueId) {
        return transaction.ask(
                row -> new MergeEntry(
                        row.getInt("generation"),
                        row.getString("merge_sha"),
                        row.getString("base_branch"),
                        PostgresRows.numberIfAny(row, "run_id"),
                        PostgresRows.time(row, "merged_at"),
                        PostgresRows.textIfAny(row, "outcome"),
                        PostgresRows.textIfAny(row, "shown_by"),
                        PostgresRows.textIfAny(row, "reason"),
                        PostgresRows.timeIfAny(row, "decided_at")),
                """
                select m.generation, m.merge_sha, m.base_branch, m.run_id, m.merged_at, s.outcome, s.shown_by, s.reason,
                  s.decided_at
                from merges m left join survivals s on s.merge_id = m.id
                where m.issue_id = ? order by m.generation desc
                """ + MOST,
                issueId);
    }

    /** In the order of keys. */
    Answer<DependencyEntry> dependencies(long issueId) {
        return transaction.ask(PostgresHistory::dependency, DEPENDENCIES, issueId);
    }

    static DependencyEntry dependency(ResultSet row) throws SQLException {
        return new DependencyEntry(
                PostgresRows.key(row, "key"),
                row.getString("title"),
                PostgresRows.state(row, "state"),
                row.getString("kind"),
                row.getString("source"),
                PostgresRows.textIfAny(row, "waived_by"));
    }
}
