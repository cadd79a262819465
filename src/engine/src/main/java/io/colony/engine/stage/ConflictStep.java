package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.ResultSchema;
import io.colony.engine.database.Json;
import io.colony.engine.git.RebaseResult.ConflictHunk;
import io.colony.engine.git.RebaseResult.Resolution;
import io.colony.engine.stage.AgentStep.Answer;
import io.colony.engine.stage.AgentStep.Assignment;
import io.colony.engine.workspace.Workspaces;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a model about the conflicts that no rule resolves. Whatever confidence it states, its answers count as below the
 * automerge threshold: a person decides.
 */
final class ConflictStep {
    /** How far below the threshold a model's answer counts at best. */
    private static final double MARGIN = 0.05;

    private final StageContext context;
    private final StageCommits commits;
    private final AgentStep agent;
    private final Recollection recollection;

    ConflictStep(StageContext context, StageCommits commits) {
        this.context = context;
        this.commits = commits;
        this.agent = new AgentStep(context);
        this.recollection = Recollection.ofThisIssue(context);
    }

    /** What a rebase could not resolve by rules. */
    record Conflict(String head, StageCommits.Base base, List<ConflictHunk> hunks) {}

    /** What the model proposes. */
    sealed interface Proposal {
        /** An answer for each hunk, by its index. */
        record Resolutions(Map<Integer, Resolution> byHunk) implements Proposal {}

        /** None that can be used. */
        record None(StageOutcome outcome) implements Proposal {}
    }

    Proposal propose(StageSession session, Conflict conflict) {
        ClaimedTask claim = session.claim();
        List<RunStore.PastRun> history = commits.history(claim);
        JsonNode facts = new ContextDocument(claim, history)
                .recall(recollection.of(claim, history))
                .commits(conflict.head(), conflict.base().sha())
                .conflicts(conflict.hunks())
                .json();
        try (AgentWorkspace workspace = context.workspaces()
                .createForAgent(new Workspaces.Request(
                        claim.repository().slug(),
                        claim.repository().cloneUrl(),
                        claim.workspaceName(),
                        conflict.head(),
                        conflict.base().instructions(conflict.base().sha())))) {
            Answer answer = agent.run(
                    session,
                    new Assignment(
                            workspace.directory(),
                            workspace.home(),
                            ResultSchema.RESOLUTION,
                            facts,
                            conflict.base().policy()));
            return switch (answer) {
                case Answer.Document document -> read(session, conflict, document.json());
                case Answer.Unparseable unparseable -> toPerson(session, conflict, unparseable.reason());
                case Answer.Ended ended -> new Proposal.None(ended.outcome());
            };
        }
    }

    private static Proposal read(StageSession session, Conflict conflict, JsonNode document) {
        double ceiling = Math.max(0, conflict.base().policy().automergeThreshold() - MARGIN);
        Map<Integer, Resolution> resolutions = new HashMap<>();
        for (JsonNode resolution : document.path("resolutions")) {
            List<String> lines =
                    resolution.path("lines").valueStream().map(JsonNode::asText).toList();
            double confidence = Math.min(resolution.path("confidence").asDouble(), ceiling);
            resolutions.put(resolution.path("index").asInt(), new Resolution(lines, confidence));
        }
        boolean complete = true;
        for (int index = 0; index < conflict.hunks().size(); index++) {
            complete &= resolutions.containsKey(index);
        }
        return complete
                ? new Proposal.Resolutions(resolutions)
                : toPerson(session, conflict, "The agent did not answer every conflict.");
    }

    /** Leaves the conflict for a person to see. */
    static void leave(StageSession session, Conflict conflict) {
        MergeReport.tellConflicts(session, conflict.hunks());
        session.leave(new Artifact(
                RebaseStep.CONFLICT,
                Json.object().put("unresolved_at", conflict.head()).set("hunks", Json.of(conflict.hunks()))));
    }

    private static Proposal toPerson(StageSession session, Conflict conflict, String why) {
        leave(session, conflict);
        return new Proposal.None(new StageOutcome.Advanced(
                "low-confidence",
                conflict.hunks().size() + " conflicts with the moved base, which no rule resolves: "
                        + paths(conflict.hunks()) + ". " + why));
    }

    private static String paths(List<ConflictHunk> hunks) {
        return String.join(
                ", ",
                hunks.stream().map(hunk -> hunk.path() + ":" + hunk.line()).toList());
    }
}
