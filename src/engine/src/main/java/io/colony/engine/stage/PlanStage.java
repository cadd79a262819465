package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.ResultSchema;
import io.colony.engine.ledger.Usd;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.stage.AgentStep.Answer;
import io.colony.engine.stage.AgentStep.Assignment;
import io.colony.engine.stage.RunStore.PastRun;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workspace.Workspaces;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import java.util.List;
import java.util.Optional;

/**
 * The Architect: splits an epic into issues that can each be built alone. A model proposes the split once; filing the
 * parts is ours, and goes on where a crash or a ceiling ended it, without asking again.
 */
public final class PlanStage implements StageExecutor {
    private final StageContext context;
    private final StageCommits commits;
    private final AgentStep agent;
    private final Recollection recollection;
    private final Subtasks subtasks;

    public PlanStage(StageContext context, Subtasks subtasks) {
        this.context = context;
        this.commits = new StageCommits(context);
        this.agent = new AgentStep(context);
        this.recollection = Recollection.withLessons(context);
        this.subtasks = subtasks;
    }

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String role() {
        return "Architect";
    }

    @Override
    public boolean costsMoney() {
        return true;
    }

    @Override
    public StageOutcome run(StageSession session) {
        ClaimedTask claim = session.claim();
        context.host(claim).sideEffects().recover(claim.issue().id());
        Optional<Decomposition> begun = begun(claim);
        return begun.isPresent() ? file(session, begun.get(), Usd.ZERO) : ask(session);
    }

    /** A split of this very text, or one of which a part is there already. */
    private Optional<Decomposition> begun(ClaimedTask claim) {
        Optional<JsonNode> artifact = context.database()
                .inTransaction(transaction ->
                        context.runs().latestArtifact(transaction, claim.issue().id(), Decomposition.KIND));
        return Decomposition.stored(claim.issue(), artifact)
                .filter(found -> found.snapshot().equals(claim.snapshot().sha256())
                        || !subtasks.present(claim, found).isEmpty());
    }

    private StageOutcome ask(StageSession session) {
        StageCommits.Base base = commits.base(session.claim());
        List<PastRun> history = commits.history(session.claim());
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
                    new Assignment(workspace.directory(), workspace.home(), ResultSchema.PLAN, facts, base.policy()));
            return switch (answer) {
                case Answer.Document document -> outcome(session, document.json());
                case Answer.Unparseable unparseable ->
                    new StageOutcome.Failed(FailureClass.CONTENT, unparseable.reason());
                case Answer.Ended ended -> ended.outcome();
            };
        }
    }

    private StageOutcome outcome(StageSession session, JsonNode plan) {
        String summary = plan.path("summary").asText();
        String outcome = plan.path("outcome").asText();
        if (!outcome.equals(Outcomes.DECOMPOSED)) {
            session.leave(new Artifact("plan", plan));
            return new StageOutcome.Advanced(outcome, summary);
        }
        return switch (Decomposition.read(session.claim(), plan)) {
            case Decomposition.Read.Nonsense nonsense ->
                new StageOutcome.Failed(
                        FailureClass.CONTENT, "The plan cannot be carried out: " + nonsense.why() + ".");
            case Decomposition.Read.Split split -> {
                session.leave(
                        new Artifact(Decomposition.KIND, split.decomposition().json()));
                context.keep(session);
                yield file(session, split.decomposition(), cost(session));
            }
        };
    }

    /** What the agent cost, as far as it is known; else all that it could have. */
    private static Usd cost(StageSession session) {
        return session.agent()
                .flatMap(run -> run.usage().costUsd())
                .orElse(session.claim().reserved());
    }

    private StageOutcome file(StageSession session, Decomposition decomposition, Usd ownCost) {
        return subtasks.file(session, decomposition, ownCost)
                .orElseGet(() -> new StageOutcome.Advanced(
                        Outcomes.DECOMPOSED,
                        "It was split into " + decomposition.parts().size() + " parts."));
    }
}
