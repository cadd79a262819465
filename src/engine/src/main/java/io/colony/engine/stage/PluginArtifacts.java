package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Json;
import io.colony.engine.plugin.PluginArtifact;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Which artefacts of a plugin are kept: those that no stage of the engine would take for its own. */
final class PluginArtifacts {
    private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    /** Written by the engine's own stages, which rely on them. */
    private static final Set<String> RESERVED =
            Set.of("development", "evidence", "conflict", "failure", "recovery", "decomposition", "resolution");

    private static final int MOST = 20;
    private static final int LONGEST = 256 << 10;

    private PluginArtifacts() {}

    /** What is wrong with them, in one sentence; empty when nothing is. */
    static Optional<String> problem(List<PluginArtifact> artifacts) {
        return artifacts.size() > MOST
                ? Optional.of(artifacts.size() + " artefacts, and at most " + MOST + " are kept.")
                : artifacts.stream()
                        .flatMap(artifact -> problem(artifact).stream())
                        .findFirst();
    }

    private static Optional<String> problem(PluginArtifact artifact) {
        String kind = artifact.kind();
        if (!KIND.matcher(kind).matches() || RESERVED.contains(kind)) {
            return Optional.of("an artefact of the kind '" + kind
                    + "': kinds are lower-case letters, digits and hyphens, and not one of "
                    + String.join(", ", RESERVED.stream().sorted().toList()) + ".");
        }
        if (Json.text(artifact.content()).length() > LONGEST) {
            return Optional.of("an artefact '" + kind + "' of more than " + LONGEST + " characters.");
        }
        boolean shaped = switch (kind) {
            case "findings" ->
                artifact.content().isArray() && artifact.content().valueStream().allMatch(JsonNode::isTextual);
            case "plan" -> artifact.content().isObject();
            default -> true;
        };
        return shaped
                ? Optional.empty()
                : Optional.of("'findings' that are no list of texts, or a 'plan' that is no object.");
    }

    static JsonNode redacted(PluginArtifact artifact, UnaryOperator<String> redact) {
        return Json.parse(redact.apply(Json.text(artifact.content())));
    }
}
