package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.agent.ResultSchema;
import io.colony.engine.database.Json;
import io.colony.engine.gate.GateResult;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.stage.AgentStep.Answer;
import io.colony.engine.stage.AgentStep.Assignment;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workspace.Workspaces;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import java.util.List;
import java.util.Optional;

/**
 * The Inspector: deterministic gates first, then the model; policies decide whether its approval needs a person. An
 * approving verdict alone never merges: it counts with green gates, for one commit, under one policy.
 */
public final class ReviewStage implements StageExecutor {
    /** In a stored verdict: why it merges nothing without a person; empty where it does. */
    static final String NEEDS_PERSON = "needs_person";

    private static final int MAX_DIFF_BYTES = 400_000;

    private final StageContext context;
    private final StageCommits commits;
    private final IssueBranch branch;
    private final GateStep gates;
    private final AgentStep agent;
    private final Recollection recollection;
    private final ChangeRecords records;
    private final ApprovalDoubts doubts;

    public ReviewStage(StageContext context) {
        this.context = context;
        this.commits = new StageCommits(context);
        this.branch = new IssueBranch(context, commits);
        this.gates = new GateStep(context);
        this.agent = new AgentStep(context);
        this.recollection = Recollection.withLessons(context);
        this.records = new ChangeRecords(context);
        this.doubts = new ApprovalDoubts(context.policyGates());
    }

    @Override
    public String name() {
        return "review";
    }

    @Override
    public String role() {
        return "Inspector";
    }

    @Override
    public boolean costsMoney() {
        return true;
    }

    /**
     * What is under review.
     *
     * @param instructionsSha whose instructions agents are given
     */
    record Change(
            String headSha,
            String baseSha,
            String instructionsSha,
            RepositoryPolicy policy,
            ChangeSet files,
            String diff) {}

    @Override
    public StageOutcome run(StageSession session) {
        Optional<StageOutcome> ended = branch.endedByPerson(session.claim());
        if (ended.isPresent()) {
            return ended.get();
        }
        context.host(session.claim())
                .sideEffects()
                .recover(session.claim().issue().id());
        Change change = change(session.claim());
        records.files(session.claim(), change.files());
        GateSummary summary = new GateSummary(gates.run(session, change.policy(), change.headSha(), change.baseSha()));
        if (session.stop().stopped()) {
            return new StageOutcome.Revoked(session.stop().reason().orElse("stopped"));
        }
        if (!summary.couldNotRun().isEmpty()) {
            ReviewReport.tellChecks(session, change.policy(), change.headSha(), summary.results());
            return new StageOutcome.Advanced(
                    "could-not-run", "Gates could not run: " + GateSummary.names(summary.couldNotRun()));
        }
        if (!summary.blamed().isEmpty()) {
            Asked red = new Asked(
                    "Gates are red on the change: " + GateSummary.names(summary.blamed()),
                    GateSummary.findings(summary.blamed()));
            return changesRequested(session, change, summary.results(), "changes", red.json(), red);
        }
        return review(session, change, summary);
    }

    private Change change(ClaimedTask claim) {
        return commits.trusted(claim, clone -> {
            String head = branch.head(claim, clone)
                    .orElseThrow(() -> new StageFailure(
                            FailureClass.PERMANENT,
                            claim.issue().key() + " has no change to review: nothing was pushed for it."));
            StageCommits.Base base = commits.base(claim, clone);
            String mergeBase = clone.mergeBase(base.sha(), head);
            return new Change(
                    head,
                    mergeBase,
                    base.instructions(mergeBase),
                    base.policy(),
                    clone.changes(mergeBase, head),
                    clone.diff(mergeBase, head, MAX_DIFF_BYTES));
        });
    }

    private StageOutcome review(StageSession session, Change change, GateSummary summary) {
        List<RunStore.PastRun> history = commits.history(session.claim());
        JsonNode facts = new ContextDocument(session.claim(), history)
                .recall(recollection.of(session.claim(), history))
                .commits(change.headSha(), change.baseSha())
                .diff(change.diff())
                .gates(summary.results())
                .evidence(ContextDocument.latest(history, "evidence").orElseGet(Json::nothing))
                .json();
        try (AgentWorkspace workspace = context.workspaces()
                .createForAgent(new Workspaces.Request(
                        session.claim().repository().slug(),
                        session.claim().repository().cloneUrl(),
                        session.claim().workspaceName(),
                        change.headSha(),
                        change.instructionsSha()))) {
            Answer answer = agent.run(
                    session,
                    new Assignment(
                            workspace.directory(), workspace.home(), ResultSchema.VERDICT, facts, change.policy()));
            return switch (answer) {
                case Answer.Document document ->
                    judged(session, change, summary, new Judgement(ContextDocument.plan(history), document.json()));
                case Answer.Unparseable unparseable -> {
                    verdict(session, change, "UNPARSEABLE", Json.object().put("reason", unparseable.reason()));
                    ReviewReport.tellUnparseable(session, change.headSha());
                    yield new StageOutcome.Advanced("unparseable", unparseable.reason());
                }
                case Answer.Ended ended -> ended.outcome();
            };
        }
    }

    private List<JudgementStore.StoredVerdict> earlier(ClaimedTask claim, String head) {
        return context.database()
                .inTransaction(transaction -> context.judgements()
                        .verdictsOf(transaction, claim.issue().id(), head));
    }

    /** The Inspector's document, and the plan that it was to judge the change by. */
    private record Judgement(JsonNode plan, JsonNode document) {}

    private StageOutcome judged(StageSession session, Change change, GateSummary summary, Judgement judgement) {
        JsonNode document = judgement.document();
        String word = document.path("verdict").asText();
        String text = document.path("summary").asText();
        if (!word.equals("APPROVE")) {
            return changesRequested(
                    session,
                    change,
                    summary.results(),
                    word.equals("PARTIAL") ? "partial" : "changes",
                    document,
                    new Asked(text, Findings.of(document)));
        }
        List<String> reasons =
                doubts.of(change, summary, judgement.plan(), document, earlier(session.claim(), change.headSha()));
        JsonNode content = ((ObjectNode) document.deepCopy()).set(NEEDS_PERSON, Json.of(reasons));
        verdict(session, change, word, content);
        session.leave(new Artifact("findings", Json.of(List.of())));
        tell(session, change, word, document, summary.results(), reasons);
        return reasons.isEmpty()
                ? new StageOutcome.Advanced("approve", text)
                : new StageOutcome.Advanced(
                        "approve-needs-person", "Approved, but a person decides: " + String.join(" ", reasons));
    }

    private StageOutcome changesRequested(
            StageSession session,
            Change change,
            List<GateResult> results,
            String outcome,
            JsonNode document,
            Asked asked) {
        session.leave(new Artifact("findings", Json.of(asked.findings())));
        String word = outcome.equals("partial") ? "PARTIAL" : "CHANGES_REQUESTED";
        verdict(session, change, word, document);
        tell(session, change, word, document, results, List.of());
        if (session.claim().issue().reworkRounds() >= change.policy().reworkRounds()) {
            return new StageOutcome.Advanced(
                    Outcomes.REWORK_EXHAUSTED,
                    "Changes were asked for again after " + change.policy().reworkRounds() + " rounds of rework: "
                            + asked.reason());
        }
        return new StageOutcome.Advanced(outcome, asked.reason());
    }

    /** What the Builder is asked for, and why. */
    private record Asked(String reason, List<String> findings) {
        JsonNode json() {
            return Json.object().put("summary", reason).set("findings", Json.of(findings));
        }
    }

    private void tell(
            StageSession session,
            Change change,
            String word,
            JsonNode document,
            List<GateResult> results,
            List<String> needsPerson) {
        ReviewReport.tell(
                session,
                change.policy(),
                new ReviewComment(word, change.headSha(), document, results, needsPerson, context.attribution()));
    }

    private static void verdict(StageSession session, Change change, String word, JsonNode content) {
        session.leaveVerdict(new JudgementStore.NewVerdict(
                new JudgementStore.Commits(
                        session.claim().issue().id(), session.claim().runId(), change.headSha(), change.baseSha()),
                change.policy().version(),
                word,
                content));
    }
}
