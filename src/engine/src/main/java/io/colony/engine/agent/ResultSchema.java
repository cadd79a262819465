package io.colony.engine.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The JSON Schema that a stage's final document must match. Published in {@code docs/schemas}. Safe for use by many
 * threads.
 */
public final class ResultSchema {
    /** Of stage {@code analyze}. */
    public static final ResultSchema ANALYSIS = new ResultSchema("analysis");

    /** Of stage {@code plan}. */
    public static final ResultSchema PLAN = new ResultSchema("plan");

    /** Of stage {@code develop}. */
    public static final ResultSchema DEVELOPMENT = new ResultSchema("development");

    /** Of stage {@code review}. */
    public static final ResultSchema VERDICT = new ResultSchema("verdict");

    /** Of a prompt outside of any issue. */
    public static final ResultSchema ANSWER = new ResultSchema("answer");

    /** Of stage {@code merge}. */
    public static final ResultSchema RESOLUTION = new ResultSchema("resolution");

    /** Of a document as compact JSON. What schemas bound one by one can still be too much together. */
    static final int MOST_CHARACTERS = 512 * 1024;

    /** Of a number, and before and behind its point: others become text in the store that nothing can read. */
    private static final int MOST_DIGITS = 40;

    /** What is wrong is told to people and to the next attempt; names in it are the agent's own. */
    private static final int LONGEST_PROBLEM = 400;

    private final String name;
    private final JsonNode document;
    private final Schema schema;

    private ResultSchema(String name) {
        SchemaRegistryConfig english =
                SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build();
        this.name = name;
        this.document = load("/io/colony/engine/stage/schema/" + name + ".schema.json");
        this.schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(english))
                .getSchema(document);
    }

    /** All of them. */
    public static List<ResultSchema> all() {
        return List.of(ANALYSIS, PLAN, DEVELOPMENT, VERDICT, RESOLUTION, ANSWER);
    }

    /** By the name that its file has, such as {@code verdict}. */
    public static Optional<ResultSchema> named(String name) {
        return all().stream().filter(each -> each.name.equals(name)).findFirst();
    }

    /** As in its file's name. */
    public String name() {
        return name;
    }

    /** A copy of the schema. */
    public JsonNode document() {
        return document.deepCopy();
    }

    /**
     * What is wrong with the document, each with its place; empty when it matches. One that is too large, or holds numbers
     * that nobody computes with, is not looked at any further.
     */
    public List<String> problems(JsonNode candidate) {
        int characters = candidate.toString().length();
        if (characters > MOST_CHARACTERS) {
            return List.of(
                    "document: has " + characters + " characters, and at most " + MOST_CHARACTERS + " are taken");
        }
        if (hasOddNumber(candidate)) {
            return List.of("document: holds a number that needs more than " + MOST_DIGITS + " digits");
        }
        return schema.validate(candidate).stream()
                .map(ResultSchema::describe)
                .distinct()
                .sorted()
                .toList();
    }

    private static String describe(Error error) {
        String place = error.getInstanceLocation().toString();
        String problem = (place.isEmpty() ? "document" : place) + ": " + error.getMessage();
        return problem.length() <= LONGEST_PROBLEM ? problem : problem.substring(0, LONGEST_PROBLEM) + "…";
    }

    private static boolean hasOddNumber(JsonNode node) {
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS;
        }
        return node.valueStream().anyMatch(ResultSchema::hasOddNumber);
    }

    @Override
    public String toString() {
        return name;
    }

    private static JsonNode load(String resource) {
        try (InputStream stream = ResultSchema.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new AgentException("The schema " + resource + " is missing from this program. Build it again.");
            }
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new AgentException("The schema " + resource + " cannot be read. Build the program again.", e);
        }
    }
}
