package io.colony.bench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.bench.BenchException;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.database.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The scripted agent: a program of the back end {@code command} that does real commits again, wrongly at first where the
 * script says so. What it reads and writes is a working directory like any agent's.
 */
public final class ReplayAgent {
    private final ReplayScript script;
    private final JsonNode request;
    private final JsonNode context;
    private final HostEnvironment host;

    private ReplayAgent(ReplayScript script, JsonNode request, HostEnvironment host) {
        this.script = script;
        this.request = request;
        this.context = request.path("context");
        this.host = host;
    }

    /** @param arguments the script's file */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        JsonNode request = Json.parse(line == null ? "{}" : line);
        ReplayScript script = ReplayScript.read(Path.of(arguments[0]));
        long read = line == null ? 0 : line.length();
        AgentLines lines = new AgentLines(out, Path.of(script.costs()), read);
        System.exit(new ReplayAgent(script, request, HostEnvironment.ofThisProcess()).run(lines));
    }

    private int run(AgentLines lines) {
        lines.started();
        try {
            String key = context.path("issue").path("key").asText();
            Pick pick = script.pick(Integer.parseInt(key.substring(key.indexOf('#') + 1)));
            String stage = request.path("stage").asText();
            Scene scene = scene();
            switch (stage) {
                case "analyze" -> lines.result(pick.number(), stage, analysis(pick), 0);
                case "develop" -> {
                    Development development = new Development(scene, pick, context);
                    ObjectNode report = development.run();
                    lines.result(pick.number(), stage, report, development.written());
                }
                case "review" -> lines.result(pick.number(), stage, review(scene, pick), 0);
                case "merge" -> lines.result(pick.number(), stage, new Resolution(scene, pick).of(context), 0);
                default -> throw new BenchException("The replay agent knows no stage '" + stage + "'.");
            }
            return 0;
        } catch (BenchException failure) {
            lines.error(String.valueOf(failure.getMessage()));
            return 1;
        }
    }

    private Scene scene() {
        Path directory = host.currentDirectory();
        ReplayGit source = new ReplayGit(Path.of(script.git()), host);
        ReplayGit work = new ReplayGit(directory.resolve(".git"), host);
        return new Scene(
                script,
                source,
                work,
                directory,
                Expectation.of(source, script),
                context.path("start_sha").asText(),
                context.path("base_sha").asText());
    }

    private static ObjectNode analysis(Pick pick) {
        ObjectNode document =
                Json.object().put("outcome", "planned").put("summary", "What the commit did: " + pick.title());
        ArrayNode plan = document.putArray("plan");
        pick.sources().forEach(path -> plan.add("Change " + path));
        pick.tests().forEach(path -> plan.add("Test it in " + path));
        ArrayNode criteria = document.putArray("acceptance_criteria");
        IssueText.criteria(pick).forEach(criteria::add);
        return document;
    }

    /** By comparing with the real commit, or without a look where the script says so. */
    private static ObjectNode review(Scene scene, Pick pick) {
        List<String> wrong = pick.blindReview()
                ? List.of()
                : new ChangeJudge(scene.source(), scene.expectation())
                        .judge(scene.work(), scene.baseSha(), scene.startSha(), scene.merged(), pick.number())
                        .wrong();
        ObjectNode document = Json.object()
                .put("verdict", wrong.isEmpty() ? "APPROVE" : "CHANGES_REQUESTED")
                .put("summary", wrong.isEmpty() ? "It does what was asked for." : "Not as it should be: " + wrong);
        ArrayNode findings = document.putArray("findings");
        wrong.forEach(difference ->
                findings.addObject().put("severity", "major").put("message", "Not as asked for: " + difference));
        ArrayNode criteria = document.putArray("criteria");
        IssueText.criteria(pick)
                .forEach(criterion -> criteria.addObject()
                        .put("criterion", criterion)
                        .put("status", wrong.isEmpty() ? "met" : "not-met"));
        return document;
    }
}
