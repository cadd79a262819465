package io.colony.engine.stage;

import io.colony.engine.agent.AgentResult;
import io.colony.engine.plugin.InstalledPlugins.Installed;
import io.colony.engine.plugin.PluginArtifact;
import io.colony.engine.plugin.PluginResult;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.workspace.Workspaces;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs a plugin's executor: what it gets, for how long, and what of its answer counts. An outcome that it did not declare
 * is a permanent failure, whatever the workflow might say to it.
 */
public final class PluginStage implements StageExecutor {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final StageContext context;
    private final StageCommits commits;
    private final Installed installed;

    public PluginStage(StageContext context, Installed installed) {
        this.context = context;
        this.commits = new StageCommits(context);
        this.installed = installed;
    }

    @Override
    public String name() {
        return installed.id();
    }

    @Override
    public String role() {
        return installed.role();
    }

    @Override
    public boolean costsMoney() {
        return installed.costsMoney();
    }

    @Override
    public StageOutcome run(StageSession session) {
        if (!installed.needsWorkspace()) {
            return run(session, Optional.empty());
        }
        try (AgentWorkspace workspace = context.workspaces().createForAgent(checkout(session.claim()))) {
            return run(session, Optional.of(workspace.directory()));
        }
    }

    private Workspaces.Request checkout(ClaimedTask claim) {
        return commits.trusted(claim, clone -> {
            StageCommits.Base base = commits.base(claim, clone);
            Optional<String> head = claim.issue().headSha().filter(clone::contains);
            return new Workspaces.Request(
                    claim.repository().slug(),
                    claim.repository().cloneUrl(),
                    claim.workspaceName(),
                    head.orElse(base.sha()),
                    base.instructions(
                            head.map(sha -> clone.mergeBase(base.sha(), sha)).orElse(base.sha())));
        });
    }

    private StageOutcome run(StageSession session, Optional<Path> workspace) {
        if (session.stop().stopped() || (costsMoney() && !noteStart(session))) {
            return new StageOutcome.Revoked(
                    session.stop().reason().orElse("The run was given up for lost before its plugin started."));
        }
        PluginSession plugin = new PluginSession(context, session, commits.history(session.claim()), workspace);
        Instant start = context.clock().instant();
        if (costsMoney()) {
            // Until the plugin has said what it spent, its whole reservation counts: also when this thread dies.
            session.agentRan(name(), plugin.cost(AgentResult.End.FAILED, Duration.ZERO), start);
        }
        PluginRun.End end = new PluginRun(installed, plugin).run();
        plugin.close();
        if (costsMoney()) {
            Instant now = context.clock().instant();
            AgentResult.End how =
                    end instanceof PluginRun.End.Answered ? AgentResult.End.COMPLETED : AgentResult.End.FAILED;
            session.agentRan(name(), plugin.cost(how, Duration.between(start, now)), now);
        }
        return switch (end) {
            case PluginRun.End.Answered answered -> judged(session, answered.result());
            case PluginRun.End.Stopped stopped -> new StageOutcome.Revoked(stopped.reason());
            case PluginRun.End.Broken broken -> failed(broken.failureClass(), broken.reason());
        };
    }

    private boolean noteStart(StageSession session) {
        return context.database()
                .<Boolean>inTransaction(transaction -> context.runs()
                        .agentStarted(
                                transaction,
                                session.claim().runId(),
                                name(),
                                session.claim().workspaceName(),
                                context.clock().instant()));
    }

    private StageOutcome judged(StageSession session, PluginResult result) {
        return switch (result) {
            case PluginResult.Finished finished ->
                leave(session, finished.artifacts()).orElseGet(() -> outcome(finished));
            case PluginResult.Failed failed ->
                leave(session, failed.artifacts())
                        .orElseGet(() -> failed(
                                failed.worthRetrying() ? FailureClass.TRANSIENT : FailureClass.PERMANENT,
                                failed.reason()));
            case PluginResult.Later later -> {
                boolean bearable = later.delay().compareTo(SHORTEST_WAIT) >= 0
                        && later.delay().compareTo(LONGEST_WAIT) <= 0;
                yield bearable
                        ? new StageOutcome.Parked(
                                later.delay(), context.redact().apply(later.waitsFor()))
                        : failed(
                                FailureClass.PERMANENT,
                                name() + " asks to be called again after " + later.delay()
                                        + "; from a second to a day is possible. The plugin has to be corrected.");
            }
        };
    }

    private StageOutcome outcome(PluginResult.Finished finished) {
        return installed.outcomes().contains(finished.outcome())
                ? new StageOutcome.Advanced(finished.outcome(), context.redact().apply(finished.reason()))
                : failed(
                        FailureClass.PERMANENT,
                        name() + " answered the outcome '" + finished.outcome() + "', which it does not declare; it"
                                + " declares " + String.join(", ", installed.outcomes())
                                + ". Nothing was done with the answer. The plugin has to be corrected.");
    }

    /** Why the artefacts cannot be kept, or empty when they are. */
    private Optional<StageOutcome> leave(StageSession session, List<PluginArtifact> artifacts) {
        Optional<String> problem = PluginArtifacts.problem(artifacts);
        if (problem.isPresent()) {
            return Optional.of(failed(
                    FailureClass.PERMANENT,
                    name() + " left what cannot be kept: " + problem.get() + " The plugin has to be corrected."));
        }
        artifacts.forEach(artifact ->
                session.leave(new Artifact(artifact.kind(), PluginArtifacts.redacted(artifact, context.redact()))));
        return Optional.empty();
    }

    private StageOutcome failed(FailureClass failureClass, String reason) {
        return new StageOutcome.Failed(failureClass, context.redact().apply(reason));
    }
}
