package io.colony.runner.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ColonyException;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.LocalCommandRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The demo's agent program: speaks the protocol of the {@code command} back end, knows the five issues of {@link
 * Recipes}, and does real work on them in its working directory. It is no model and needs none.
 *
 * <p>Run as a program of its own, never inside Colony: it is what Colony supervises.
 */
public final class ScriptedAgent {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode request;
    private final AgentProtocol protocol;
    private final HostEnvironment host;

    private ScriptedAgent(JsonNode request, AgentProtocol protocol, HostEnvironment host) {
        this.request = request;
        this.protocol = protocol;
        this.host = host;
    }

    /** Reads the request from standard input, works in the current directory, writes events to standard output. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        JsonNode request = new ObjectMapper().readTree(line == null ? "{}" : line);
        long characters = request.path("prompt").asText().length();
        AgentProtocol protocol = new AgentProtocol(out, characters);
        System.exit(new ScriptedAgent(request, protocol, HostEnvironment.ofThisProcess()).run());
    }

    private int run() {
        protocol.started();
        try {
            Optional<ObjectNode> document = document();
            document.ifPresent(protocol::result);
            return document.isPresent() ? 0 : 1;
        } catch (ColonyException failure) {
            protocol.error("content", String.valueOf(failure.getMessage()));
            return 1;
        }
    }

    private Optional<ObjectNode> document() {
        JsonNode context = request.path("context");
        Optional<Recipe> recipe =
                Recipes.forTitle(context.path("issue").path("title").asText());
        String stage = request.path("stage").asText();
        return switch (stage) {
            case "analyze" -> Optional.of(recipe.map(this::analysis).orElseGet(this::unknownIssue));
            case "develop" ->
                recipe.isPresent()
                        ? new ScriptedDevelopment(recipe.get(), context, protocol, new LocalCommandRunner(), host).run()
                        : Optional.of(nothingToDo());
            case "review" -> Optional.of(new ScriptedReview(recipe, context, protocol).run());
            case "merge" -> Optional.of(resolution(context.path("conflicts")));
            default -> {
                protocol.error("permanent", "The scripted agent knows no stage '" + stage + "'.");
                yield Optional.empty();
            }
        };
    }

    private ObjectNode analysis(Recipe recipe) {
        protocol.text("The issue is small and clear: " + recipe.title() + ".");
        ObjectNode document = JSON.objectNode()
                .put("outcome", "planned")
                .put("summary", "One method with its tests: " + recipe.title());
        ArrayNode plan = document.putArray("plan");
        recipe.plan().forEach(plan::add);
        ArrayNode criteria = document.putArray("acceptance_criteria");
        recipe.criteria().forEach(criterion -> criteria.add(criterion.text()));
        return document;
    }

    private ObjectNode unknownIssue() {
        ObjectNode document = JSON.objectNode()
                .put("outcome", "unclear")
                .put("summary", "The demo's scripted agent knows only the demo's own issues.");
        document.putArray("questions")
                .add("Which of the demo's issues is meant? A real agent takes any: colony run --agent.");
        return document;
    }

    private static ObjectNode nothingToDo() {
        return JSON.objectNode()
                .put("outcome", "nothing-to-do")
                .put("summary", "The demo's scripted agent knows only the demo's own issues.");
    }

    /** Keeps what both sides add; less sure where both changed lines that were there before. */
    private ObjectNode resolution(JsonNode conflicts) {
        protocol.text("There are " + conflicts.size() + " conflicting regions; both sides' lines stay.");
        ObjectNode document = JSON.objectNode();
        ArrayNode resolutions = document.putArray("resolutions");
        for (JsonNode conflict : conflicts) {
            boolean bothAdded = conflict.path("base").isEmpty();
            ObjectNode resolution = resolutions.addObject();
            resolution.put("index", conflict.path("index").asInt());
            ArrayNode lines = resolution.putArray("lines");
            conflict.path("ours").forEach(lines::add);
            conflict.path("theirs").forEach(theirs -> {
                if (!contains(conflict.path("ours"), theirs)) {
                    lines.add(theirs);
                }
            });
            resolution.put("confidence", bothAdded ? 0.95 : 0.5);
            resolution.put("reason", bothAdded ? "Both sides only add lines." : "Both sides changed the same lines.");
        }
        return document;
    }

    private static boolean contains(JsonNode lines, JsonNode line) {
        for (JsonNode each : lines) {
            if (each.equals(line)) {
                return true;
            }
        }
        return false;
    }
}
