package io.colony.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fields of a payload, each only where it has the form that such a field has. Nothing throws. */
record SignalPayload(JsonNode tree) {
    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}");
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\\[bot\\])?");
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
    /** No control character, no blank, nothing that git refuses in a name and that could mislead a reader. */
    private static final Pattern BRANCH = Pattern.compile("[^\\p{Cntrl}\\p{Cs}\\p{Cf}\\s~^:?*\\[\\\\]{1,255}");

    private static final Pattern LABEL = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,100}");
    private static final String NOBODY = "0000000000000000000000000000000000000000";

    Optional<String> text(String pointer, Pattern form) {
        JsonNode node = tree.at(pointer);
        return Optional.of(node)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> form.matcher(text).matches());
    }

    /** A number that such ids have: from 1. */
    Optional<Long> id(String pointer) {
        JsonNode node = tree.at(pointer);
        return Optional.of(node)
                .filter(found -> found.isIntegralNumber() && found.canConvertToLong())
                .map(JsonNode::longValue)
                .filter(value -> value > 0);
    }

    /** An issue's number, as long as one may be that is written in a text. */
    Optional<Long> number(String pointer) {
        return id(pointer).filter(value -> value < 1_000_000_000_000_000_000L);
    }

    String action() {
        return tree.path("action").asText("");
    }

    Optional<String> slug() {
        return text("/repository/full_name", SLUG);
    }

    /** Who did it; empty where that is not said. */
    String sender() {
        return text("/sender/login", LOGIN).orElse("");
    }

    Optional<String> label() {
        return text("/label/name", LABEL);
    }

    Optional<String> sha(String pointer) {
        return text(pointer, SHA).filter(sha -> !sha.equals(NOBODY));
    }

    Optional<String> branch(String pointer) {
        return text(pointer, BRANCH);
    }

    /** The branch that a push names as {@code refs/heads/...}. */
    Optional<String> pushedBranch() {
        String heads = "refs/heads/";
        return text("/ref", Pattern.compile("refs/heads/.{1,300}"))
                .map(ref -> ref.substring(heads.length()))
                .filter(branch -> BRANCH.matcher(branch).matches());
    }

    boolean has(String pointer) {
        return tree.at(pointer).isObject();
    }
}
