package io.colony.runner.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ColonyException;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.runner.demo.Recipe.Behaviour;
import io.colony.runner.demo.Recipe.Edit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Edits the files of a recipe, runs the repository's tests, commits, and states what it did with hashes. */
final class ScriptedDevelopment {
    private static final Duration CHECK_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration FOR_GOOD = Duration.ofHours(24);

    private final Recipe recipe;
    private final JsonNode context;
    private final AgentProtocol protocol;
    private final CommandRunner runner;
    private final HostEnvironment host;
    private final Path directory;

    ScriptedDevelopment(
            Recipe recipe, JsonNode context, AgentProtocol protocol, CommandRunner runner, HostEnvironment host) {
        this.recipe = recipe;
        this.context = context;
        this.protocol = protocol;
        this.runner = runner;
        this.host = host;
        this.directory = host.currentDirectory();
    }

    /** Empty when the run has failed; the error is reported then. */
    Optional<ObjectNode> run() {
        sayWhatItKnows();
        if (firstTry() && recipe.behaviour() == Behaviour.HANGS_FIRST) {
            hang();
        }
        boolean incomplete = firstTry() && recipe.behaviour() == Behaviour.INCOMPLETE_FIRST;
        List<Edit> edits = recipe.edits().stream()
                .filter(edit -> !(incomplete && edit.late()))
                .toList();
        edits.forEach(this::edit);
        CommandOutput check = bash(List.of("sh", "check.sh"));
        if (check.exitCode() != 0) {
            protocol.error("content", "check.sh fails: " + lastLine(check.stdout() + check.stderr()));
            return Optional.empty();
        }
        commit();
        return Optional.of(report(edits));
    }

    /** Whether nothing is known of an earlier attempt: neither a develop run in the history nor findings of a review. */
    private boolean firstTry() {
        for (JsonNode entry : context.path("history")) {
            if (entry.path("stage").asText().contains("develop")) {
                return false;
            }
        }
        return context.path("findings").isEmpty();
    }

    private void sayWhatItKnows() {
        StringBuilder text = new StringBuilder("I work on: " + recipe.title() + ".");
        context.path("findings")
                .forEach(finding -> text.append("\nTo address: ").append(finding.asText()));
        context.path("history")
                .forEach(entry -> text.append("\nEarlier: ")
                        .append(entry.path("stage").asText())
                        .append(" ended ")
                        .append(entry.path("outcome").asText())
                        .append(". ")
                        .append(entry.path("reason").asText()));
        protocol.text(text.toString());
    }

    /** Silence, with a child of its own: what the inactivity limit is for. */
    private void hang() {
        runner.run(List.of("sleep", "86400"), directory, environment(), "", FOR_GOOD);
    }

    private void edit(Edit edit) {
        String tool = protocol.toolStarted("edit", edit.path() + "\n" + edit.insertion());
        Path file = directory.resolve(edit.path());
        try {
            Files.writeString(file, edit.applyTo(Files.readString(file)));
            protocol.toolEnded(tool, true, edit.path() + " written");
        } catch (IOException failure) {
            protocol.toolEnded(tool, false, String.valueOf(failure.getMessage()));
            throw new ColonyException(edit.path() + " cannot be edited: " + failure.getMessage() + ".", failure);
        }
    }

    private void commit() {
        bash(List.of("git", "add", "--all"));
        if (bash(List.of("git", "diff", "--cached", "--quiet")).exitCode() == 0) {
            return;
        }
        CommandOutput output = bash(List.of(
                "git",
                "-c",
                "user.name=Scripted Agent",
                "-c",
                "user.email=agent@example.org",
                "commit",
                "--quiet",
                "--message=" + recipe.title()));
        if (output.exitCode() != 0) {
            throw new ColonyException("git commit failed: " + lastLine(output.stdout() + output.stderr()));
        }
    }

    private CommandOutput bash(List<String> command) {
        String tool = protocol.toolStarted("bash", String.join(" ", command));
        CommandOutput output = runner.run(command, directory, environment(), "", CHECK_TIMEOUT);
        protocol.toolEnded(tool, output.exitCode() == 0, output.stdout() + output.stderr());
        return output;
    }

    /** Ours, with the JDK that this program runs on where none is named. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(host.variables());
        environment.putIfAbsent("JAVA_HOME", host.javaHome().toString());
        return environment;
    }

    private ObjectNode report(List<Edit> edits) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("outcome", "submitted")
                .put("summary", recipe.title());
        ArrayNode claims = document.putArray("claims");
        boolean lies = firstTry() && recipe.behaviour() == Behaviour.FALSE_EVIDENCE_FIRST;
        for (Edit edit : edits) {
            claim(claims, edit.claim(), edit.path(), lies ? "0".repeat(64) : sha256(directory.resolve(edit.path())));
        }
        if (lies) {
            claim(claims, "tested with random spans", "test/tally/SpansRandomTest.java", "f".repeat(64));
        }
        return document;
    }

    private static void claim(ArrayNode claims, String text, String path, String sha256) {
        ObjectNode claim = claims.addObject().put("claim", text);
        claim.putArray("files").addObject().put("path", path).put("sha256", sha256);
    }

    private static String sha256(Path file) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(hash);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    private static String lastLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce("(no output)", (first, second) -> second);
    }
}
