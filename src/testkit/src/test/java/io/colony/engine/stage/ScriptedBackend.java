package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentProbe;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.database.Json;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.StopSignal;
import io.colony.engine.secret.Redactor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An agent within this process: works in the real workspace and does, turn by turn, what a test says. Where a test says
 * nothing it analyses, develops one file and approves.
 */
final class ScriptedBackend implements AgentBackend {
    static final String NAME = "scripted";
    static final Usd COST = Usd.of("0.10");

    private final Map<String, Deque<Turn>> turns = new ConcurrentHashMap<>();
    final List<AgentRequest> requests = new CopyOnWriteArrayList<>();

    /** What the agent does when it is asked. */
    interface Turn {
        AgentResult take(AgentWork work);
    }

    /** The next time that this stage asks, this. */
    void next(String stage, Turn turn) {
        turns.computeIfAbsent(stage, name -> new ArrayDeque<>()).add(turn);
    }

    /** Makes something else of the next turn. */
    void replace(String stage, UnaryOperator<Turn> change) {
        Deque<Turn> waiting = turns.getOrDefault(stage, new ArrayDeque<>());
        waiting.addFirst(change.apply(waiting.removeFirst()));
    }

    /** How often a stage asked. */
    int asked(String stage) {
        return (int) requests.stream()
                .filter(request -> request.stage().equals(stage))
                .count();
    }

    /** What the stage's newest request held. */
    AgentRequest last(String stage) {
        return requests.reversed().stream()
                .filter(request -> request.stage().equals(stage))
                .findFirst()
                .orElseThrow();
    }

    /** A value that the agent was given and nobody else may read. */
    Redactor given = Redactor.NONE;

    @Override
    public String redact(String text) {
        return given.redact(text);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AgentResult run(AgentRequest request, Consumer<AgentEvent> events, StopSignal stop) {
        requests.add(request);
        AgentWork work = new AgentWork(request, events, stop);
        events.accept(new AgentEvent.Started("scripted agent, stage " + request.stage()));
        Turn turn = turns.getOrDefault(request.stage(), new ArrayDeque<>()).poll();
        return turn == null ? standard(work) : turn.take(work);
    }

    @Override
    public AgentProbe probe() {
        return AgentProbe.present("in this process");
    }

    private static AgentResult standard(AgentWork work) {
        return switch (work.stage()) {
            case "analyze" -> completed(AgentWork.analysis("planned"));
            case "develop" -> {
                work.write("greeting.txt", "hello\nworld\n");
                yield completed(work.submission("greeting.txt"));
            }
            case "review" -> completed(AgentWork.verdict("APPROVE"));
            default -> throw new AssertionError("the agent was asked by stage " + work.stage());
        };
    }

    static AgentResult completed(JsonNode document) {
        return result(End.COMPLETED, Optional.of(document), true, "done");
    }

    /** Ends otherwise, without having stated what it cost. */
    static AgentResult ended(End end, String message) {
        return result(end, Optional.empty(), false, message);
    }

    private static AgentResult result(End end, Optional<JsonNode> document, boolean usageFinal, String message) {
        AgentUsage usage = new AgentUsage(Optional.of("model-1"), 3, 1_000, 200, 0, 0, Optional.of(COST));
        return new AgentResult(end, document, usage, usageFinal, OptionalInt.of(0), Duration.ofMillis(1_500), message);
    }

    /** Any document, whether or not it matches a schema. */
    static AgentResult completed(String json) {
        return completed(Json.parse(json));
    }
}
