package io.colony.engine.status;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.WorkflowCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is read stands in the classes by subject. */
final class PostgresStatusQueries implements StatusQueries {
    private final PostgresReads reads;
    private final InstantSource clock;
    private final WorkflowCatalog workflows;

    PostgresStatusQueries(PostgresReads reads, InstantSource clock, WorkflowCatalog workflows) {
        this.workflows = workflows;
        this.reads = reads;
        this.clock = clock;
    }

    @Override
    public Overview overview() {
        return read(transaction -> new PostgresWork(transaction, clock.instant()).overview());
    }

    @Override
    public IssuePage issues(IssueFilter filter, PageRequest page) {
        return read(transaction -> new PostgresIssueList(filter, page).read(transaction));
    }

    @Override
    public Optional<IssueDetail> issue(IssueKey key) {
        Instant now = clock.instant();
        return read(transaction -> new PostgresIssues(transaction)
                        .find(key)
                        .first()
                        .map(found ->
                                new PostgresIssueDetail(transaction, found.withWorkflow(workflows, transaction), now)))
                .map(PostgresIssueDetail::told);
    }

    @Override
    public Optional<Why> why(IssueKey key) {
        Instant now = clock.instant();
        return read(transaction -> new PostgresIssues(transaction)
                        .find(key)
                        .first()
                        .map(found -> new PostgresWhy(transaction, found.withWorkflow(workflows, transaction), now)))
                .map(PostgresWhy::told);
    }

    @Override
    public Optional<RunEntry> run(IssueKey key, long runId) {
        return read(transaction -> {
            PostgresRuns runs = new PostgresRuns(transaction);
            return runs.issueId(key).first().flatMap(id -> runs.run(id, runId).first());
        });
    }

    @Override
    public List<TranscriptLine> transcript(long runId, int afterSeq, int limit) {
        return read(transaction -> new PostgresRuns(transaction).transcript(runId, afterSeq, limit))
                .rows();
    }

    @Override
    public List<TranscriptLine> transcriptBefore(long runId, int beforeSeq, int limit) {
        return read(transaction -> new PostgresRuns(transaction).transcriptBefore(runId, beforeSeq, limit))
                .rows()
                .reversed();
    }

    @Override
    public List<ArtifactEntry> artifacts(IssueKey key, long runId) {
        return read(transaction -> new PostgresRuns(transaction)
                .issueId(key)
                .first()
                .map(id -> new PostgresHistory(transaction)
                        .artifacts(id, runId)
                        .rows()
                        .reversed())
                .orElse(List.of()));
    }

    @Override
    public Optional<GateEntry> gate(IssueKey key, long gateResultId) {
        return read(transaction -> new PostgresRuns(transaction)
                .issueId(key)
                .first()
                .flatMap(id ->
                        new PostgresHistory(transaction).gate(id, gateResultId).first()));
    }

    @Override
    public Optional<String> gateLog(IssueKey key, long gateResultId) {
        return read(transaction -> new PostgresRuns(transaction).gateLog(key, gateResultId))
                .first();
    }

    @Override
    public List<TaskEntry> tasks() {
        return single(transaction -> new PostgresWork(transaction, clock.instant()).tasks())
                .rows();
    }

    @Override
    public List<WorkerEntry> workers() {
        return single(transaction -> new PostgresWork(transaction, clock.instant()).workers())
                .rows();
    }

    @Override
    public List<TransitionEntry> transitionsSince(long id, int limit) {
        return single(transaction -> new PostgresHistory(transaction).since(id, limit))
                .rows();
    }

    @Override
    public void ping() {
        single(transaction -> transaction.query(row -> row.getInt(1), "select 1"));
    }

    private <T> T read(Function<Transaction, T> questions) {
        return reads.read(questions);
    }

    private <T> T single(Function<Transaction, T> question) {
        return reads.single(question);
    }
}
