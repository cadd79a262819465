package io.colony.testkit.github.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What GitHub publishes about its API (OpenAPI 3.0) and its webhooks (OpenAPI 3.1), as {@code bin/github-descriptions}
 * installs it. Each file is parsed once for all, and a schema is made ready when it is first used. Safe for use by many
 * threads.
 */
public final class Description {
    private static final Map<Path, Description> LOADED = new ConcurrentHashMap<>();

    private final JsonNode api;
    private final JsonNode hooks;
    private final List<Template> templates = new ArrayList<>();
    private final Schemas apiSchemas;
    private final Schemas hookSchemas;

    private Description(Path octokit) {
        this.api = read(octokit.resolve("openapi/generated/api.github.com.json"));
        this.hooks = read(octokit.resolve("openapi-webhooks/generated/api.github.com.json"));
        this.apiSchemas = Schemas.ofOpenApi30(api);
        this.hookSchemas = Schemas.ofOpenApi31(hooks);
        api.path("paths").fieldNames().forEachRemaining(path -> templates.add(Template.of(path)));
    }

    /** The installed one; empty when {@code bin/github-descriptions} was not run. */
    public static Optional<Description> installed() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, directory -> directory != null, Path::getParent)
                .map(directory -> directory.resolve("target/github/node_modules/@octokit"))
                .filter(directory -> Files.isRegularFile(directory.resolve("openapi/generated/api.github.com.json")))
                .findFirst()
                .map(directory -> LOADED.computeIfAbsent(directory, Description::new));
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A path of the description, as a pattern. */
    private record Template(String path, Pattern pattern, long literals) {
        static Template of(String path) {
            StringBuilder pattern = new StringBuilder();
            long parameters = 0;
            for (String part : path.split("(?=\\{)|(?<=})", -1)) {
                boolean parameter = part.startsWith("{");
                boolean many =
                        List.of("{ref}", "{path}", "{branch}", "{basehead}").contains(part);
                pattern.append(parameter ? (many ? ".+" : "[^/]+") : Pattern.quote(part));
                parameters += parameter ? 1 : 0;
            }
            long parts = path.chars().filter(letter -> letter == '/').count();
            return new Template(path, Pattern.compile(pattern.toString()), 2 * parts - parameters);
        }
    }

    /** The operation that a request is for. */
    Optional<Operation> operation(String method, String path) {
        String verb = method.equals("HEAD") ? "get" : method.toLowerCase(java.util.Locale.ROOT);
        return templates.stream()
                .filter(template -> template.pattern().matcher(path).matches())
                .filter(template -> api.path("paths").path(template.path()).has(verb))
                .reduce((one, other) -> one.literals() >= other.literals() ? one : other)
                .map(template -> new Operation(
                        method + " " + template.path(),
                        api.path("paths").path(template.path()).path(verb)));
    }

    /** An operation as it is described. */
    record Operation(String name, JsonNode node) {}

    /** Follows a reference within the description of the API. */
    JsonNode resolved(JsonNode node) {
        JsonNode found = node;
        while (found.has("$ref")) {
            found = api.at(found.path("$ref").asText().substring(1));
        }
        return found;
    }

    /** What does not agree with a schema of the API's. */
    List<String> problems(JsonNode schema, JsonNode value) {
        return apiSchemas.problems(schema, value);
    }

    /** What of a webhook's payload does not agree with its description. */
    public List<String> payloadProblems(String event, String action, JsonNode payload) {
        String name = event.replace('_', '-') + (action.isEmpty() ? "" : "-" + action.replace('_', '-'));
        JsonNode schema = hooks.path("webhooks").path(name).path("post").path("requestBody");
        if (schema.isMissingNode()) {
            return List.of("there is no webhook '" + name + "'");
        }
        return hookSchemas.problems(
                schema.path("content").path("application/json").path("schema"), payload);
    }
}
