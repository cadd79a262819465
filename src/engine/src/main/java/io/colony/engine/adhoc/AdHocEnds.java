package io.colony.engine.adhoc;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.ResultSchema;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.CostEvent;
import io.colony.engine.log.Log;
import io.colony.engine.process.StopSignal;
import io.colony.engine.queue.DispatchStops;
import io.colony.engine.stage.RunStore;
import io.colony.engine.stage.Settlement;
import io.colony.engine.stage.StageSession.AgentRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;

/** Stores how a run ended and what it cost, in one transaction. */
final class AdHocEnds {
    private static final Logger LOG = Log.of(AdHocEnds.class);

    private final AdHocRuns.Parts parts;
    private final UnaryOperator<String> redact;
    private final AdHocStore store = AdHocStore.postgres();
    private final DispatchStops stops = DispatchStops.postgres();

    AdHocEnds(AdHocRuns.Parts parts, UnaryOperator<String> redact) {
        this.parts = parts;
        this.redact = redact;
    }

    /** A word and its sentence. */
    private record Ending(String outcome, String summary) {}

    /**
     * Until the store has taken it: what was paid for is not thrown away because a database is restarted.
     *
     * @param givenUp asked after each try that failed
     * @return empty where it was given up
     */
    Optional<AdHocAnswer> store(AdHocRun run, Optional<AgentRun> agent, StopSignal stop, BooleanSupplier givenUp) {
        while (true) {
            try {
                return Optional.of(parts.database().inTransaction(transaction -> store(transaction, run, agent, stop)));
            } catch (DatabaseException away) {
                LOG.warn("The end of run {} could not be stored yet: {}", run.id(), away.getMessage());
                if (givenUp.getAsBoolean()) {
                    return Optional.empty();
                }
            }
        }
    }

    private AdHocAnswer store(Transaction transaction, AdHocRun run, Optional<AgentRun> agent, StopSignal stop) {
        Instant now = parts.clock().instant();
        Ending ending = ending(agent, stop);
        CostEvent cost = parts.settlement()
                .settle(
                        transaction,
                        run.account(),
                        new Settlement.Invocation(run.id(), AdHocRuns.ROLE, run.stage(), 1, run.reserved()),
                        agent,
                        now);
        if (stop.stopped()) {
            stops.noteEnd(transaction, run.id(), stop.groups(), stop.survivors());
        }
        parts.runs().complete(transaction, end(run, ending, now), agent.map(AdHocEnds::agentEnd));
        AdHocAnswer answer =
                new AdHocAnswer(run.id(), ending.outcome(), ending.summary(), cost.usd(), cost.estimated());
        store.answer(transaction, answer);
        return answer;
    }

    private static RunStore.RunEnd end(AdHocRun run, Ending ending, Instant now) {
        return switch (ending.outcome()) {
            case "done", "not-done" ->
                new RunStore.RunEnd(
                        run.id(), "completed", Optional.of(ending.outcome()), Optional.empty(), ending.summary(), now);
            case "stopped" ->
                new RunStore.RunEnd(run.id(), "revoked", Optional.empty(), Optional.empty(), ending.summary(), now);
            default ->
                new RunStore.RunEnd(
                        run.id(), "failed", Optional.empty(), Optional.of(ending.outcome()), ending.summary(), now);
        };
    }

    private static RunStore.AgentEnd agentEnd(AgentRun agent) {
        OptionalInt exit = agent.result().exitCode();
        return new RunStore.AgentEnd(
                agent.usage().model(),
                exit.isPresent() ? Optional.of(exit.getAsInt()) : Optional.empty(),
                agent.endedAt());
    }

    private Ending ending(Optional<AgentRun> agent, StopSignal stop) {
        if (agent.isEmpty()) {
            return new Ending("stopped", stop.reason().orElse("It was given up for lost before its agent started."));
        }
        AgentResult result = agent.get().result();
        return switch (result.end()) {
            case COMPLETED -> completed(result);
            case STOPPED -> new Ending("stopped", result.message());
            case PROVIDER_LIMIT -> new Ending("provider-limit", result.message());
            case INACTIVE, TIMED_OUT, LIMIT_REACHED -> new Ending("stalled", result.message());
            case OVER_BUDGET -> new Ending("over-ceiling", result.message());
            case NOT_STARTED -> new Ending("not-started", result.message());
            case PERMANENT, KILLED, FAILED -> new Ending("failed", result.message());
        };
    }

    private Ending completed(AgentResult result) {
        Optional<JsonNode> document = result.document();
        List<String> problems = document.map(ResultSchema.ANSWER::problems).orElse(List.of("there is none"));
        return problems.isEmpty()
                ? new Ending(
                        document.orElseThrow().path("outcome").asText(),
                        redact.apply(document.orElseThrow().path("summary").asText()))
                : new Ending(
                        "unparseable",
                        "The agent ended without an answer that matches the schema 'answer': "
                                + String.join("; ", problems.subList(0, Math.min(5, problems.size()))) + ".");
    }
}
