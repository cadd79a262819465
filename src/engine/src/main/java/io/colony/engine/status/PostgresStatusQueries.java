package io.colony.engine.status;

import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.issue.IssueKey;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Opens the transaction, and says when the store is away; what is read stands in the classes by subject. */
final class PostgresStatusQueries implements StatusQueries {
    private static final int SETBACKS = 5;

    private final Database database;
    private final InstantSource clock;

    PostgresStatusQueries(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Overview overview() {
        return read(handle -> new PostgresWork(handle, clock.instant()).overview());
    }

    @Override
    public IssuePage issues(IssueFilter filter, PageRequest page) {
        return read(handle -> new PostgresIssues(handle).list(filter, page));
    }

    @Override
    public Optional<IssueDetail> issue(IssueKey key) {
        return read(handle -> new PostgresIssues(handle).find(key).map(summary -> detail(handle, summary)));
    }

    @Override
    public Optional<Why> why(IssueKey key) {
        return read(handle -> new PostgresIssues(handle).find(key).map(summary -> why(handle, summary)));
    }

    @Override
    public Optional<RunEntry> run(IssueKey key, long runId) {
        return read(handle -> new PostgresRuns(handle).run(key, runId));
    }

    @Override
    public List<TranscriptLine> transcript(long runId, int afterSeq, int limit) {
        return read(handle -> new PostgresRuns(handle).transcript(runId, afterSeq, limit));
    }

    @Override
    public Optional<String> gateLog(IssueKey key, long gateResultId) {
        return read(handle -> new PostgresRuns(handle).gateLog(key, gateResultId));
    }

    @Override
    public List<TaskEntry> tasks() {
        return read(handle -> new PostgresWork(handle, clock.instant()).tasks());
    }

    @Override
    public List<WorkerEntry> workers() {
        return read(handle -> new PostgresWork(handle, clock.instant()).workers());
    }

    @Override
    public List<TransitionEntry> transitionsSince(long id, int limit) {
        return read(handle -> new PostgresHistory(handle).since(id, limit));
    }

    @Override
    public void ping() {
        read(handle -> handle.createQuery("select 1").mapTo(Integer.class).one());
    }

    private IssueDetail detail(Handle handle, IssueSummary summary) {
        long id = summary.id();
        PostgresHistory history = new PostgresHistory(handle);
        List<ArtifactEntry> artifacts = history.artifacts(id);
        return new IssueDetail(
                summary,
                new PostgresIssues(handle).facts(id),
                history.transitions(id),
                new PostgresRuns(handle).runs(id),
                artifacts,
                artifacts.stream()
                        .filter(artifact -> artifact.kind().startsWith("evidence"))
                        .toList(),
                history.verdicts(id),
                history.gates(id),
                history.intents(id),
                history.dependencies(id),
                new PostgresWork(handle, clock.instant()).open(id),
                why(handle, summary));
    }

    private Why why(Handle handle, IssueSummary summary) {
        long id = summary.id();
        Instant now = clock.instant();
        PostgresHistory history = new PostgresHistory(handle);
        Optional<TaskEntry> task = new PostgresWork(handle, now).open(id);
        return WhyExplainer.explain(new WhyFacts(
                summary,
                new PostgresIssues(handle).facts(id),
                history.arrival(id),
                task,
                history.dependencies(id),
                new PostgresRuns(handle).setbacks(id, SETBACKS),
                history.setbacks(id, SETBACKS),
                new PostgresSurroundings(handle, now).of(id, summary.key(), task),
                now));
    }

    private <T> T read(Function<Handle, T> query) {
        try {
            return database.inReadTransaction(transaction -> query.apply(transaction.handle()));
        } catch (DatabaseException failure) {
            throw new StoreUnavailableException(String.valueOf(failure.getMessage()), failure);
        } catch (JdbiException failure) {
            if (connectionLost(failure)) {
                throw new StoreUnavailableException(
                        "The connection to the store was lost while reading. Ask again when Postgres runs.", failure);
            }
            throw failure;
        }
    }

    /** Class 08: connection errors; class 57P: the server shuts down or starts. */
    private static boolean connectionLost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P");
            }
        }
        return false;
    }
}
