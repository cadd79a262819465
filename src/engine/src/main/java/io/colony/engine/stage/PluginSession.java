package io.colony.engine.stage;

import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueSnapshot;
import io.colony.engine.ledger.Usd;
import io.colony.engine.plugin.PluginArtifact;
import io.colony.engine.plugin.PluginAttempt;
import io.colony.engine.plugin.PluginContext;
import io.colony.engine.plugin.PluginIssue;
import io.colony.engine.plugin.PluginUsage;
import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.RunStore.PastRun;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What one run of a plugin is given. Safe for use by the many threads that a plugin may start. */
final class PluginSession implements PluginContext {
    private final ClaimedTask claim;
    private final List<PluginAttempt> history;
    private final Optional<Path> workspace;
    private final Transcript transcript;
    private final StopSignal stop = new StopSignal();
    private AgentUsage usage = AgentUsage.NONE;
    private boolean stated;
    private boolean overBudget;
    private boolean closed;

    PluginSession(StageContext context, StageSession session, List<PastRun> history, Optional<Path> workspace) {
        this.claim = session.claim();
        this.history = history.stream().map(PluginSession::attempt).toList();
        this.workspace = workspace;
        this.transcript =
                new Transcript(context.database(), context.runs(), context.clock(), claim.runId(), context.redact());
        session.stop().onStop(() -> stop.stop(session.stop().reason().orElse("stopped")));
    }

    private static PluginAttempt attempt(PastRun run) {
        return new PluginAttempt(
                run.stage(),
                run.attempt(),
                run.outcome(),
                run.reason(),
                run.artifacts().stream()
                        .map(artifact -> new PluginArtifact(
                                artifact.kind(), artifact.content().deepCopy()))
                        .toList());
    }

    /** Asks the run to end. */
    StopSignal stop() {
        return stop;
    }

    @Override
    public PluginIssue issue() {
        Issue issue = claim.issue();
        IssueSnapshot text = claim.snapshot();
        return new PluginIssue(
                issue.key().toString(),
                issue.key().repository(),
                issue.key().number(),
                text.title(),
                text.bodyNormalised(),
                issue.author(),
                issue.generation(),
                issue.baseBranch(),
                issue.branch(),
                issue.headSha(),
                issue.pullRequest());
    }

    @Override
    public int attempt() {
        return claim.task().attempt();
    }

    @Override
    public List<PluginAttempt> history() {
        return history;
    }

    @Override
    public Optional<Path> workspace() {
        return workspace;
    }

    @Override
    public BigDecimal budgetUsd() {
        return claim.reserved().amount();
    }

    @Override
    public void spent(PluginUsage total) {
        Optional<Usd> usd = total.usd().map(Usd::new);
        synchronized (this) {
            if (closed) {
                return;
            }
            stated = true;
            usage = new AgentUsage(
                    total.model(),
                    total.turns(),
                    total.inputTokens(),
                    total.outputTokens(),
                    total.cacheReadTokens(),
                    total.cacheWriteTokens(),
                    usd);
            overBudget =
                    usd.filter(spent -> spent.compareTo(claim.reserved()) > 0).isPresent();
            if (!overBudget) {
                return;
            }
        }
        stop.stop("it spent more than its budget of " + claim.reserved());
    }

    @Override
    public synchronized void log(String line) {
        if (!closed) {
            transcript.accept(new AgentEvent.Text(line));
        }
    }

    @Override
    public boolean stopRequested() {
        return stop.stopped();
    }

    @Override
    public void onStop(Runnable action) {
        stop.onStop(action);
    }

    synchronized boolean overBudget() {
        return overBudget;
    }

    /** From here on a thread that the plugin left behind changes nothing more. */
    synchronized void close() {
        closed = true;
    }

    /** What the ledger books. */
    synchronized AgentResult cost(AgentResult.End end, Duration duration) {
        return new AgentResult(
                end, Optional.empty(), usage, stated, OptionalInt.empty(), duration, "A run of a plugin.");
    }
}
