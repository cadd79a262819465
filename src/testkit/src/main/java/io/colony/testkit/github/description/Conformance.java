package io.colony.testkit.github.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.testkit.github.description.Description.Operation;
import io.colony.testkit.github.hook.Deliveries;
import io.colony.testkit.github.rest.Answer;
import io.colony.testkit.github.rest.Asked;
import io.colony.testkit.github.rest.RestApi;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/**
 * Compares what a client asks, what the simulator answers and what webhooks say with GitHub's description, and keeps each
 * thing that does not agree once, with how often it was seen. Safe for use by many threads.
 */
public final class Conformance implements RestApi.Observer, Deliveries.Observer {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the description is wrong: the owner there would have to be a user and an enterprise at once. */
    private static final Pattern FLAW =
            Pattern.compile("GET /app/installations 200 answer /\\d+/account: required property .*");

    private final Description description;
    private final Map<String, Integer> violations = new ConcurrentSkipListMap<>();
    private final Set<String> seen = java.util.concurrent.ConcurrentHashMap.newKeySet();

    public Conformance(Description description) {
        this.description = description;
    }

    /** What does not agree: operation, place, message; and how often. */
    public Map<String, Integer> violations() {
        return new TreeMap<>(violations);
    }

    /** The operations and webhooks that were compared. */
    public Set<String> seen() {
        return Set.copyOf(seen);
    }

    /**
     * Fails when there is any.
     *
     * @throws AssertionError that lists all of them
     */
    public void assertNone() {
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.size() + " things do not agree with GitHub's description:\n"
                    + String.join("\n", violations.keySet()));
        }
    }

    private void violated(String operation, String what) {
        String violation = operation + " " + what;
        if (!FLAW.matcher(violation).matches()) {
            violations.merge(violation, 1, Integer::sum);
        }
    }

    @Override
    public void sends(String event, String action, ObjectNode payload) {
        String name = "webhook " + event + (action.isEmpty() ? "" : "." + action);
        seen.add(name);
        description.payloadProblems(event, action, payload).forEach(problem -> violated(name, problem));
    }

    @Override
    public void saw(Asked asked, Answer answer) {
        // What GitHub leads on to is described under the repository's name only.
        String path = asked.path().replaceFirst("^/repositories/\\d+", "/repos/owner/name");
        description
                .operation(asked.method(), path)
                .ifPresentOrElse(
                        operation -> compare(operation, asked, answer),
                        () -> violated(asked.method() + " " + asked.path(), "is not described"));
    }

    private void compare(Operation operation, Asked asked, Answer answer) {
        seen.add(operation.name());
        query(operation, asked);
        request(operation, asked);
        answered(operation, answer);
    }

    private void query(Operation operation, Asked asked) {
        Set<String> known = new HashSet<>();
        operation.node().path("parameters").forEach(parameter -> {
            JsonNode described = description.resolved(parameter);
            if (described.path("in").asText().equals("query")) {
                known.add(described.path("name").asText());
            }
        });
        for (String pair : asked.query().split("&", -1)) {
            String name = pair.replaceFirst("=.*", "");
            if (!name.isEmpty() && !known.contains(name)) {
                violated(operation.name(), "request: unknown parameter '" + name + "'");
            }
        }
    }

    private void request(Operation operation, Asked asked) {
        JsonNode body = body(asked.body());
        JsonNode described = description.resolved(operation.node().path("requestBody"));
        JsonNode schema = described.path("content").path("application/json").path("schema");
        if (body.isMissingNode() || schema.isMissingNode()) {
            if (described.path("required").asBoolean() && body.isMissingNode()) {
                violated(operation.name(), "request: a body is missing");
            }
            return;
        }
        description.problems(schema, body).forEach(problem -> violated(operation.name(), "request " + problem));
    }

    private static JsonNode body(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException damaged) {
            return MissingNode.getInstance();
        }
    }

    /** Which errors an operation may answer is not described in full, what it answers when all is well is. */
    private void answered(Operation operation, Answer answer) {
        JsonNode responses = operation.node().path("responses");
        JsonNode described = description.resolved(responses.path(Integer.toString(answer.status())));
        String name = operation.name() + " " + answer.status();
        if (described.isMissingNode()) {
            if (answer.status() < 300) {
                violated(name, "answer: this status is not described");
            }
            return;
        }
        JsonNode schema = described.path("content").path("application/json").path("schema");
        if (!schema.isMissingNode() && !answer.body().isMissingNode()) {
            List<String> problems = description.problems(schema, answer.body());
            problems.forEach(problem -> violated(name, "answer " + problem));
        }
    }
}
