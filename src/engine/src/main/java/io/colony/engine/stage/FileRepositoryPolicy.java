package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.config.RepositoryConfig;
import io.colony.engine.database.Json;
import io.colony.engine.forge.Repository;
import io.colony.engine.gate.GateDefinition;
import io.colony.engine.gate.GateFile;
import io.colony.engine.gate.GateFiles;
import io.colony.engine.gate.GateScripts;
import io.colony.engine.gate.LinkedPaths;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.TrustedClone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a repository's policy from {@code .colony/config.yaml} and {@code .colony/conventions.md} at a commit of its
 * default branch. Gates that the operator set for the repository stand in place of those in the file. The scripts that gates
 * start are protected paths, and so is what protected symbolic links lead to. Which other files say what gates run is derived
 * from their commands, and from what the commit holds.
 */
public final class FileRepositoryPolicy implements RepositoryPolicy.Reader {
    private static final int LARGEST_SCRIPT = 400_000;

    /** Repository settings that hold an operator's own gates, to be kept with the repository. */
    public static JsonNode settings(List<GateDefinition> gates) {
        ObjectNode settings = Json.object();
        ArrayNode list = settings.putArray("gates");
        for (GateDefinition gate : gates) {
            ObjectNode entry = list.addObject()
                    .put("name", gate.name())
                    .put("command", gate.command())
                    .put("timeout_seconds", gate.timeout().toSeconds());
            entry.set("reports", Json.of(gate.reports()));
            gate.buildsOn().ifPresent(earlier -> entry.put("builds_on", earlier));
        }
        return settings;
    }

    @Override
    public RepositoryPolicy read(Repository repository, TrustedClone clone, String sha) {
        String config = text(clone, sha, RepositoryConfig.PATH);
        RepositoryConfig file = RepositoryConfig.parse(config, repository.slug() + ":" + RepositoryConfig.PATH);
        List<GateDefinition> own = gates(repository.settings());
        RepositoryConfig effective = own.isEmpty() ? file : file.withGates(own);
        PolicySettings settings = protectedBesides(effective, clone, sha);
        return new RepositoryPolicy(
                effective.gates(),
                settings,
                effective.personRequired(),
                effective.reworkRounds(),
                effective.automergeThreshold(),
                effective.mergesWithoutGates(),
                effective.agent(),
                Conventions.read(clone, sha),
                Json.sha256(config + "\0" + own + "\0" + derived(settings)));
    }

    /** What is for a person by what the commit holds: a verdict was about that as well. In an order of its own. */
    private static String derived(PolicySettings settings) {
        Stream<String> files = settings.gateFiles().stream()
                .map(file ->
                        file.gate() + "\0" + file.part() + "\0" + file.pattern() + "\0" + new TreeSet<>(file.names()));
        return Stream.concat(settings.protectedPaths().stream(), files)
                .distinct()
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static PolicySettings protectedBesides(RepositoryConfig config, TrustedClone clone, String sha) {
        List<GateFile> files = GateFiles.of(config.gates(), path -> small(clone, sha, path));
        PolicySettings settings = config.policy()
                .withProtected(GateScripts.patterns(config.gates()))
                .withGateFiles(files);
        List<String> all = Stream.concat(settings.protectedPaths().stream(), GateFiles.whole(files).stream())
                .toList();
        return settings.withProtected(LinkedPaths.patterns(all, clone.links(sha), link -> clone.linkTarget(sha, link)));
    }

    /** What a gate's command leads to; a file that is too large to be read leads no further. */
    private static Optional<String> small(TrustedClone clone, String sha, String path) {
        return clone.file(sha, path)
                .filter(content -> content.length <= LARGEST_SCRIPT)
                .map(content -> new String(content, StandardCharsets.UTF_8));
    }

    private static List<GateDefinition> gates(JsonNode settings) {
        return settings.path("gates")
                .valueStream()
                .map(gate -> new GateDefinition(
                        gate.path("name").asText(),
                        gate.path("command").asText(),
                        Duration.ofSeconds(gate.path("timeout_seconds").asLong()),
                        StoredTests.texts(gate.path("reports")),
                        Optional.ofNullable(gate.path("builds_on").textValue())))
                .toList();
    }

    private static String text(TrustedClone clone, String sha, String path) {
        return clone.file(sha, path)
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .orElse("");
    }
}
