package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.ResultSchema;
import io.colony.engine.issue.Issue;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.stage.AgentStep.Answer;
import io.colony.engine.stage.AgentStep.Assignment;
import io.colony.engine.workspace.Workspaces;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import java.util.List;

/** The Surveyor: triages an issue and plans the change. What it does to files is thrown away. */
public final class AnalyzeStage implements StageExecutor {
    private final StageContext context;
    private final StageCommits commits;
    private final AgentStep agent;
    private final Recollection recollection;
    private final NamedDependencies dependencies;

    public AnalyzeStage(StageContext context) {
        this.context = context;
        this.commits = new StageCommits(context);
        this.agent = new AgentStep(context);
        this.recollection = Recollection.withLessons(context);
        this.dependencies = new NamedDependencies(context);
    }

    @Override
    public String name() {
        return "analyze";
    }

    @Override
    public String role() {
        return "Surveyor";
    }

    @Override
    public boolean costsMoney() {
        return true;
    }

    @Override
    public StageOutcome run(StageSession session) {
        StageCommits.Base base = commits.base(session.claim());
        List<RunStore.PastRun> history = commits.history(session.claim());
        JsonNode facts = new ContextDocument(session.claim(), history)
                .recall(recollection.of(session.claim(), history))
                .commits(base.sha(), base.sha())
                .json();
        try (AgentWorkspace workspace = context.workspaces()
                .createForAgent(new Workspaces.Request(
                        session.claim().repository().slug(),
                        session.claim().repository().cloneUrl(),
                        session.claim().workspaceName(),
                        base.sha(),
                        base.instructions(base.sha())))) {
            Answer answer = agent.run(
                    session,
                    new Assignment(
                            workspace.directory(), workspace.home(), ResultSchema.ANALYSIS, facts, base.policy()));
            return switch (answer) {
                case Answer.Document document -> outcome(session, document.json());
                case Answer.Unparseable unparseable ->
                    new StageOutcome.Failed(FailureClass.CONTENT, unparseable.reason());
                case Answer.Ended ended -> ended.outcome();
            };
        }
    }

    private StageOutcome outcome(StageSession session, JsonNode analysis) {
        session.leave(new Artifact("plan", analysis));
        String summary = analysis.path("summary").asText();
        return switch (analysis.path("outcome").asText()) {
            case "unclear" -> unclear(session, summary);
            case "dependent" -> dependent(session, analysis, summary);
            case String outcome -> new StageOutcome.Advanced(outcome, summary);
        };
    }

    /** Where nothing that was named can be waited for, a person has to say what is meant: it would go in circles. */
    private StageOutcome dependent(StageSession session, JsonNode analysis, String summary) {
        NamedDependencies.Result named = dependencies.record(session.claim().issue(), analysis.path("depends_on"));
        return named.waits()
                ? new StageOutcome.Advanced("dependent", summary)
                : unclear(
                        session,
                        summary + " But it names nothing that it could wait for. "
                                + String.join(" ", named.problems()));
    }

    private static StageOutcome unclear(StageSession session, String summary) {
        return session.claim().issue().clarifications() >= Issue.CLARIFICATION_ROUNDS
                ? new StageOutcome.Advanced(
                        "clarified-too-often",
                        "Still unclear after " + Issue.CLARIFICATION_ROUNDS + " rounds of questions: " + summary)
                : new StageOutcome.Advanced("unclear", summary);
    }
}
