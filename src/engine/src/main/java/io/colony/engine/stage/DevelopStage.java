package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.ResultSchema;
import io.colony.engine.database.Json;
import io.colony.engine.git.RefusedContent;
import io.colony.engine.log.Log;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.stage.AgentStep.Answer;
import io.colony.engine.stage.AgentStep.Assignment;
import io.colony.engine.workspace.Workspaces;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import io.colony.engine.workspace.Workspaces.ExportedCommits;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * The Builder: an agent changes files in a clone that can push nowhere; its commits leave as a bundle, and {@link
 * Submission} does the rest where no model runs.
 */
public final class DevelopStage implements StageExecutor {
    private static final Logger LOG = Log.of(DevelopStage.class);

    private final StageContext context;
    private final StageCommits commits;
    private final AgentStep agent;
    private final Recollection recollection;
    private final IssueBranch branch;
    private final Submission submission;

    public DevelopStage(StageContext context) {
        this.context = context;
        this.commits = new StageCommits(context);
        this.agent = new AgentStep(context);
        this.recollection = Recollection.withLessons(context);
        this.branch = new IssueBranch(context, commits);
        this.submission = new Submission(context, commits, branch);
    }

    @Override
    public String name() {
        return "develop";
    }

    @Override
    public String role() {
        return "Builder";
    }

    @Override
    public boolean costsMoney() {
        return true;
    }

    @Override
    public StageOutcome run(StageSession session) {
        Optional<StageOutcome> finished = branch.endedByPerson(session.claim()).or(() -> submission.resume(session));
        if (finished.isPresent()) {
            return finished.get();
        }
        Start start = start(session.claim());
        List<RunStore.PastRun> history = commits.history(session.claim());
        JsonNode facts = new ContextDocument(session.claim(), history)
                .recall(recollection.of(session.claim(), history))
                .commits(start.startSha(), start.baseSha())
                .json();
        try (AgentWorkspace workspace = context.workspaces()
                .createForAgent(new Workspaces.Request(
                        session.claim().repository().slug(),
                        session.claim().repository().cloneUrl(),
                        session.claim().workspaceName(),
                        start.startSha(),
                        start.instructionsSha()))) {
            return work(session, start, facts, workspace);
        }
    }

    private StageOutcome work(StageSession session, Start start, JsonNode facts, AgentWorkspace workspace) {
        try {
            Answer answer = agent.run(
                    session,
                    new Assignment(
                            workspace.directory(), workspace.home(), ResultSchema.DEVELOPMENT, facts, start.policy()));
            StageOutcome outcome = switch (answer) {
                case Answer.Document document -> handedIn(session, start, workspace, document.json());
                case Answer.Unparseable unparseable ->
                    new StageOutcome.Failed(FailureClass.CONTENT, unparseable.reason());
                case Answer.Ended ended -> ended.outcome();
            };
            keepUnfinished(session, workspace, outcome);
            return outcome;
        } catch (RuntimeException failure) {
            saveAfter(failure, workspace);
            throw failure;
        }
    }

    /** The workspace is cleaned next: what is in it is saved first, whatever went wrong. */
    private static void saveAfter(RuntimeException failure, AgentWorkspace workspace) {
        try {
            workspace.saveRecovery();
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    /**
     * Where the work starts.
     *
     * @param head of our branch, what others pushed to it included; empty where there is none yet and the work starts
     *     from the base branch
     * @param instructionsSha whose instructions the agent is given
     */
    record Start(Optional<String> head, String baseSha, String instructionsSha, RepositoryPolicy policy) {
        String startSha() {
            return head.orElse(baseSha);
        }
    }

    private Start start(ClaimedTask claim) {
        return commits.trusted(claim, clone -> {
            StageCommits.Base base = commits.base(claim, clone);
            Optional<String> head = branch.head(claim, clone);
            String baseSha = head.map(sha -> clone.mergeBase(base.sha(), sha)).orElse(base.sha());
            return new Start(head, baseSha, base.instructions(baseSha), base.policy());
        });
    }

    private StageOutcome handedIn(StageSession session, Start start, AgentWorkspace workspace, JsonNode report) {
        session.leave(new Artifact("development", report));
        String summary = report.path("summary").asText();
        String outcome = report.path("outcome").asText();
        if (!outcome.equals("submitted")) {
            return new StageOutcome.Advanced(outcome, summary);
        }
        try {
            Optional<ExportedCommits> exported = workspace.export(
                    context.redact().apply(Submission.commitMessage(session.claim(), summary)),
                    Submission.MAX_BUNDLE_BYTES);
            return exported.isEmpty()
                    ? submission.reject(session, "The agent says it submitted a change, but no file differs.")
                    : submission.submit(session, start, exported.get(), report);
        } catch (RefusedContent refused) {
            return submission.reject(session, String.valueOf(refused.getMessage()));
        }
    }

    private static void keepUnfinished(StageSession session, AgentWorkspace workspace, StageOutcome outcome) {
        boolean handedIn = outcome instanceof StageOutcome.Advanced advanced
                && advanced.outcome().equals("submitted");
        if (!handedIn) {
            try {
                workspace
                        .saveRecovery()
                        .ifPresent(ref -> session.leave(
                                new Artifact("recovery", Json.object().put("ref", ref))));
            } catch (RefusedContent refused) {
                LOG.warn(
                        "The unfinished work of {} is not kept: {}",
                        session.claim().workspaceName(),
                        refused.getMessage());
            }
        }
    }
}
