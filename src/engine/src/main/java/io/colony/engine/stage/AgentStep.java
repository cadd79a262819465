package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.ResultSchema;
import io.colony.engine.prompt.PromptInput;
import io.colony.engine.queue.Offer;
import io.colony.engine.recovery.FailureClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs a stage's agent: prompt in, transcript kept, result document checked against its schema. */
final class AgentStep {
    private static final AgentResult UNKNOWN = new AgentResult(
            AgentResult.End.FAILED,
            Optional.empty(),
            AgentUsage.NONE,
            false,
            OptionalInt.empty(),
            Duration.ZERO,
            "The run ended without a result.");

    private final StageContext context;

    AgentStep(StageContext context) {
        this.context = context;
    }

    /** What came of it. */
    sealed interface Answer {
        /** A document that matches the schema. */
        record Document(JsonNode json) implements Answer {}

        /** The program ended well, but what it handed in is no result document. */
        record Unparseable(String reason) implements Answer {}

        /** There is no result. */
        record Ended(StageOutcome outcome) implements Answer {}
    }

    /** Where the agent runs and what it is asked for. */
    record Assignment(Path directory, Path home, ResultSchema schema, JsonNode facts, RepositoryPolicy policy) {}

    Answer run(StageSession session, Assignment assignment) {
        String name = name(assignment.policy());
        AgentBackend backEnd = backEnd(name);
        AgentRequest request = request(session, assignment, name);
        if (session.stop().stopped() || !noteStart(session, backEnd)) {
            return new Answer.Ended(new StageOutcome.Revoked(
                    session.stop().reason().orElse("The run was given up for lost before its agent started.")));
        }
        Transcript transcript = new Transcript(
                context.database(),
                context.runs(),
                context.clock(),
                session.claim().runId(),
                context.redact());
        transcript.given(assignment.facts().path("lessons"));
        // Until the program has stated what it cost, its whole reservation counts: also when its run ends by a throw.
        session.agentRan(backEnd.name(), UNKNOWN, context.clock().instant());
        AgentResult result;
        try {
            result = backEnd.run(request, transcript, session.stop());
        } finally {
            transcript.finish();
        }
        session.agentRan(backEnd.name(), result, context.clock().instant());
        return answer(result, assignment.schema());
    }

    /** From here on the run costs money; {@code false} when it was ended meanwhile, so that nobody waits for it. */
    private boolean noteStart(StageSession session, AgentBackend backEnd) {
        return context.database()
                .<Boolean>inTransaction(transaction -> context.runs()
                        .agentStarted(
                                transaction,
                                session.claim().runId(),
                                backEnd.name(),
                                session.claim().workspaceName(),
                                context.clock().instant()));
    }

    private String name(RepositoryPolicy policy) {
        return policy.agent()
                .or(() -> context.agents().defaultName())
                .orElseThrow(() -> new AgentMissing(Offer.DEFAULT_AGENT));
    }

    private AgentBackend backEnd(String name) {
        AgentBackend backEnd = context.agents().backEnds().get(name);
        if (backEnd == null) {
            throw new AgentMissing(name);
        }
        return backEnd;
    }

    private AgentRequest request(StageSession session, Assignment assignment, String backEnd) {
        JsonNode schema = assignment.schema().document();
        String stage = session.claim().task().executor();
        String prompt = context.prompts()
                .build(new PromptInput(
                        stage, assignment.facts(), assignment.policy().conventions(), schema));
        return new AgentRequest(
                stage,
                prompt,
                assignment.facts(),
                schema,
                assignment.directory(),
                assignment.home(),
                Map.of(),
                context.agents().limits(backEnd, session.claim().reserved()));
    }

    private Answer answer(AgentResult result, ResultSchema schema) {
        return switch (result.end()) {
            case COMPLETED -> checked(result, schema);
            case STOPPED -> new Answer.Ended(new StageOutcome.Revoked(result.message()));
            case PROVIDER_LIMIT -> failed(FailureClass.PROVIDER, result);
            case INACTIVE, TIMED_OUT, LIMIT_REACHED -> failed(FailureClass.STALLED, result);
            case OVER_BUDGET -> failed(FailureClass.BUDGET, result);
            case NOT_STARTED, PERMANENT -> failed(FailureClass.PERMANENT, result);
            case KILLED -> failed(FailureClass.TRANSIENT, result);
            case FAILED -> failed(FailureClass.CONTENT, result);
        };
    }

    private Answer failed(FailureClass failureClass, AgentResult result) {
        return new Answer.Ended(new StageOutcome.Failed(
                failureClass,
                result.message(),
                result.pause().until(context.clock().instant())));
    }

    private static Answer checked(AgentResult result, ResultSchema schema) {
        Optional<JsonNode> document = result.document();
        if (document.isEmpty()) {
            return new Answer.Unparseable("The agent ended without a result document.");
        }
        List<String> problems = schema.problems(document.get());
        return problems.isEmpty()
                ? new Answer.Document(document.get())
                : new Answer.Unparseable("The result document does not match schema '" + schema.name() + "': "
                        + String.join("; ", problems.subList(0, Math.min(5, problems.size()))) + ".");
    }
}
