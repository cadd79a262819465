package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.database.Json;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.process.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the scripted agent has in its hands during one turn. */
record AgentWork(AgentRequest request, Consumer<AgentEvent> events, StopSignal stop) {
    String stage() {
        return request.stage();
    }

    void write(String path, String text) {
        try {
            Path file = request.workspace().resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void delete(String path) {
        try {
            Files.delete(request.workspace().resolve(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Commits all there is, as agents do with the git command. */
    void commit(String message) {
        git("add", "--all");
        git("-c", "user.name=Agent", "-c", "user.email=agent@example.org", "commit", "--quiet", "-m", message);
    }

    private void git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Map<String, String> environment =
                Map.of("PATH", "/usr/bin:/bin", "HOME", request.home().toString());
        CommandOutput output =
                new LocalCommandRunner().run(command, request.workspace(), environment, "", Duration.ofMinutes(1));
        if (output.exitCode() != 0) {
            throw new IllegalStateException(output.stderr());
        }
    }

    String read(String path) {
        try {
            return Files.readString(request.workspace().resolve(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean has(String path) {
        return Files.exists(request.workspace().resolve(path));
    }

    /** The report of a Builder that changed these files, with the hashes that they truly have. */
    JsonNode submission(String... paths) {
        ObjectNode report = report("submitted", "Wrote " + String.join(", ", paths) + ".");
        ArrayNode files = claim(report, "wrote what was asked for");
        for (String path : paths) {
            files.addObject().put("path", path).put("sha256", Json.sha256(read(path)));
        }
        return report;
    }

    /** The report of a Builder that claims a file with a hash. */
    static JsonNode claiming(String path, String sha256) {
        ObjectNode report = report("submitted", "Did it.");
        claim(report, "wrote what was asked for").addObject().put("path", path).put("sha256", sha256);
        return report;
    }

    static ObjectNode report(String outcome, String summary) {
        return Json.object().put("outcome", outcome).put("summary", summary);
    }

    private static ArrayNode claim(ObjectNode report, String words) {
        return report.putArray("claims").addObject().put("claim", words).putArray("files");
    }

    static ObjectNode analysis(String outcome) {
        ObjectNode analysis = report(outcome, "It is " + outcome + ".");
        analysis.putArray("plan").add("write the file");
        analysis.putArray("acceptance_criteria").add("the file is there");
        return analysis;
    }

    static ObjectNode verdict(String word) {
        return verdict(word, "met");
    }

    static ObjectNode verdict(String word, String criterion) {
        ObjectNode verdict = Json.object().put("verdict", word).put("summary", "I say " + word + ".");
        ArrayNode findings = verdict.putArray("findings");
        if (!word.equals("APPROVE")) {
            findings.addObject()
                    .put("severity", "major")
                    .put("file", "greeting.txt")
                    .put("line", 1)
                    .put("message", "say it louder");
        }
        verdict.putArray("criteria")
                .addObject()
                .put("criterion", "the file is there")
                .put("status", criterion)
                .put("note", "looked");
        return verdict;
    }
}
