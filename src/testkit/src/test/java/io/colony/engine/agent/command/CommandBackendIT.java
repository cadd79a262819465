package io.colony.engine.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentException;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.agent.ResultSchema;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.engine.process.StopSignal;
import io.colony.engine.secret.Redactor;
import io.colony.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs that speak the protocol, well and badly. */
class CommandBackendIT {
    private static final LocalProcessSupervisor SUPERVISOR = new LocalProcessSupervisor();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String RESULT = "echo '{\"type\":\"result\",\"document\":{\"outcome\":\"planned\"}}'";
    private static final AgentLimits LIMITS = new AgentLimits(
            Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), 10, 1 << 20, Usd.of("1"));

    @TempDir
    Path directory;

    private final List<AgentEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final StopSignal stop = new StopSignal();
    private Path workspace = Path.of("");
    private Path home = Path.of("");

    @BeforeEach
    void layOut() throws IOException {
        workspace = Files.createDirectories(directory.resolve("workspace"));
        home = directory.resolve("home");
    }

    @Test
    void runsAProgramToItsResult() {
        AgentResult result = run("""
                read -r request
                echo '{"type":"started","detail":"agent 1.0"}'
                echo '{"type":"tool_started","id":"1","tool":"bash","input":"ls"}'
                echo '{"type":"tool_ended","id":"1","ok":true,"output":"a"}'
                echo '{"type":"usage","model":"m","turns":2,"input_tokens":10,"output_tokens":5,"cost_usd":"0.25"}'
                """ + RESULT);

        assertThat(result.message()).isEqualTo("It gave its result and exited with code 0.");
        assertThat(result.end()).isEqualTo(End.COMPLETED);
        assertThat(result.document().orElseThrow().path("outcome").asText()).isEqualTo("planned");
        assertThat(result.usage().costUsd()).hasValue(Usd.of("0.25"));
        assertThat(result.usageFinal()).isTrue();
        assertThat(events)
                .hasExactlyElementsOfTypes(
                        AgentEvent.Started.class,
                        AgentEvent.ToolStarted.class,
                        AgentEvent.ToolEnded.class,
                        AgentEvent.Usage.class,
                        AgentEvent.Result.class);
    }

    @Test
    void writesOneRequestLineToStandardInput() throws IOException {
        run("cat > request.json; " + RESULT);

        String written = Files.readString(workspace.resolve("request.json"));
        assertThat(written.indexOf('\n')).isEqualTo(written.length() - 1);
        JsonNode request = MAPPER.readTree(written);
        assertThat(request.path("type").asText()).isEqualTo("request");
        assertThat(request.path("protocol").asInt()).isEqualTo(1);
        assertThat(request.path("stage").asText()).isEqualTo("analyze");
        assertThat(request.path("prompt").asText()).isEqualTo("two\nlines");
        assertThat(request.path("context").path("attempt").asInt()).isEqualTo(1);
        assertThat(request.path("result_schema")).isEqualTo(ResultSchema.ANALYSIS.document());
        assertThat(request.path("limits").path("usd").asText()).isEqualTo("1.000000");
        assertThat(request.path("limits").path("inactivity_seconds").asInt()).isEqualTo(20);
    }

    @Test
    void givesACleanEnvironmentAndAHomeOfItsOwn() throws IOException {
        run("env > environment; mktemp > temporary; " + RESULT);

        assertThat(Files.readAllLines(workspace.resolve("environment")))
                .contains("HOME=" + home, "TMPDIR=" + home.resolve("tmp"), "MODEL_KEY=k", "TERM=dumb")
                .noneMatch(line -> line.startsWith("USER=") || line.startsWith("JAVA_HOME="));
        assertThat(Files.readString(workspace.resolve("temporary"))).startsWith(home.resolve("tmp") + "/");
    }

    @Test
    void doesNotAddUpTotalsThatAreRepeated() {
        AgentResult result = run("""
                echo '{"type":"usage","turns":1,"input_tokens":10,"output_tokens":1,"cost_usd":"0.10"}'
                echo '{"type":"usage","turns":2,"input_tokens":30,"output_tokens":2,"cost_usd":"0.30"}'
                echo '{"type":"usage","turns":2,"input_tokens":30,"output_tokens":2,"cost_usd":"0.30"}'
                echo '{"type":"usage","turns":1,"input_tokens":10,"output_tokens":1}'
                """ + RESULT);

        assertThat(result.usage().turns()).isEqualTo(2);
        assertThat(result.usage().inputTokens()).isEqualTo(30);
        assertThat(result.usage().costUsd()).hasValue(Usd.of("0.30"));
    }

    @Test
    void keepsNoiseForTheTranscriptAndGoesOn() {
        AgentResult result = run("echo compiling; echo '{\"type\":'; echo careful >&2; printf '\\377\\n'; " + RESULT);

        assertThat(result.end()).isEqualTo(End.COMPLETED);
        assertThat(events)
                .contains(
                        new AgentEvent.Noise("stdout", "compiling"),
                        new AgentEvent.Noise("stdout", "{\"type\":"),
                        new AgentEvent.Noise("stderr", "careful"),
                        new AgentEvent.Noise("stdout", "\uFFFD"));
    }

    @Test
    void failsWithoutAResult() {
        AgentResult result = run("echo 'no credit card' >&2; exit 0");

        assertThat(result.end()).isEqualTo(End.FAILED);
        assertThat(result.document()).isEmpty();
        assertThat(result.message()).contains("code 0").contains("no result").contains("no credit card");
    }

    @Test
    void failsWhenTheExitCodeIsNotZeroInSpiteOfAResult() {
        AgentResult result = run(RESULT + "; exit 3");

        assertThat(result.end()).isEqualTo(End.FAILED);
        assertThat(result.document()).isEmpty();
        assertThat(result.exitCode()).hasValue(3);
    }

    @Test
    void failsAfterAnErrorLineInSpiteOfAResult() {
        String error = "echo '{\"type\":\"error\",\"class\":\"%s\",\"message\":\"quota used up\"}'; ";

        assertThat(run(error.formatted("provider") + RESULT))
                .satisfies(result -> assertThat(result.end()).isEqualTo(End.PROVIDER_LIMIT))
                .satisfies(result -> assertThat(result.message()).contains("quota used up"));
        assertThat(run(error.formatted("content") + RESULT).end()).isEqualTo(End.FAILED);
        assertThat(run(RESULT + ";" + error.formatted("permanent") + "exit 1").end())
                .isEqualTo(End.PERMANENT);
    }

    @Test
    void keepsTheFirstResult() {
        AgentResult result = run(RESULT + "; echo '{\"type\":\"result\",\"document\":{\"outcome\":\"epic\"}}'");

        assertThat(result.document().orElseThrow().path("outcome").asText()).isEqualTo("planned");
    }

    @Test
    void endsARunThatCostsTooMuch() {
        AgentResult result = run("echo '{\"type\":\"usage\",\"cost_usd\":\"1.01\"}'; sleep 60");

        assertThat(result.end()).isEqualTo(End.OVER_BUDGET);
        assertThat(result.message()).contains("$1.01").contains("$1.00");
        assertThat(result.usage().costUsd()).hasValue(Usd.of("1.01"));
        assertThat(result.usageFinal()).isFalse();
        assertThat(stop.stopped()).as("the caller's own signal").isFalse();
    }

    @Test
    void endsARunOfTooManyTurns() {
        assertThat(run("echo '{\"type\":\"usage\",\"turns\":11}'; sleep 60").end())
                .isEqualTo(End.LIMIT_REACHED);
    }

    @Test
    void endsARunThatPrintsTooMuch() {
        assertThat(run("yes").end()).isEqualTo(End.LIMIT_REACHED);
    }

    @Test
    void endsASilentRunWhoseNoiseIsNoEvent() {
        AgentLimits limits = inactivity(Duration.ofMillis(500), Duration.ofSeconds(20));

        AgentResult result = run("echo '{\"type\":\"started\"}'; while :; do echo .; sleep 0.1; done", limits);

        assertThat(result.end()).isEqualTo(End.INACTIVE);
        assertThat(result.duration()).isLessThan(LIMITS.wallClock());
    }

    @Test
    void waitsLongerWhileAToolCallIsOpen() {
        assertThat(afterATool(RESULT)).isEqualTo(End.COMPLETED);
        assertThat(afterATool("sleep 60")).isEqualTo(End.INACTIVE);
    }

    /** With a tool call twice as long as a silence may be. A limit that strikes before it has begun proves nothing. */
    private End afterATool(String script) {
        Duration silence = Duration.ofMillis(400);
        AgentResult result = afterATool(script, silence);
        while (events.isEmpty() && silence.compareTo(Duration.ofSeconds(5)) < 0) {
            silence = silence.multipliedBy(2);
            result = afterATool(script, silence);
        }
        events.clear();
        return result.end();
    }

    private AgentResult afterATool(String script, Duration silence) {
        return run(
                "echo '{\"type\":\"tool_started\",\"id\":\"7\",\"tool\":\"bash\"}'; sleep " + silence.toMillis() / 500.0
                        + "; echo '{\"type\":\"tool_ended\",\"id\":\"7\",\"ok\":true}'; " + script,
                inactivity(silence, Duration.ofMinutes(1)));
    }

    @Test
    void endsARunAtTheWallClock() {
        AgentLimits limits = new AgentLimits(
                Duration.ofMillis(500), Duration.ofSeconds(9), Duration.ofSeconds(9), 10, 1 << 20, Usd.of("1"));

        assertThat(run("while :; do echo '{\"type\":\"text\"}'; sleep 0.1; done", limits)
                        .end())
                .isEqualTo(End.TIMED_OUT);
    }

    @Test
    void isNoSuccessOnceAStopWasAskedFor() {
        CommandBackend backend = backend(List.of(
                "sh",
                "-c",
                "trap '" + RESULT.replace("'", "'\\''")
                        + "; exit 0' TERM; echo '{\"type\":\"started\"}'; while :; do sleep 0.05; done"));

        AgentResult result = backend.run(
                request(LIMITS),
                event -> {
                    events.add(event);
                    stop.stop("task revoked");
                },
                stop);

        assertThat(result.end()).isEqualTo(End.STOPPED);
        assertThat(result.message()).contains("task revoked");
        assertThat(result.document()).isEmpty();
        assertThat(events).hasAtLeastOneElementOfType(AgentEvent.Result.class);
    }

    @Test
    void saysThatAProgramIsMissing() {
        CommandBackend backend = backend(List.of("no-such-agent"));

        AgentResult result = backend.run(request(LIMITS), events::add, stop);

        assertThat(result.end()).isEqualTo(End.NOT_STARTED);
        assertThat(result.message()).contains("no-such-agent");
        assertThat(backend.probe().available()).isFalse();
        assertThat(backend.probe().detail()).contains("no-such-agent");
        assertThat(backend(List.of("sh")).probe().available()).isTrue();
        assertThatThrownBy(() -> backend(List.of())).isInstanceOf(AgentException.class);
    }

    @Test
    void takesSecretsOutOfEverythingTheProgramWrites() {
        CommandBackend backend = new CommandBackend(
                "command",
                List.of(
                        "sh",
                        "-c",
                        "echo '{\"type\":\"text\",\"text\":\"key s3cr\\\"et!\"}'; echo 's3cr\"et!' >&2;"
                                + "echo '{\"type\":\"result\",\"document\":{\"summary\":\"s3cr\\\"et!\"}}'"),
                SUPERVISOR,
                Map.of("PATH", "/usr/bin:/bin"),
                Redactor.of(List.of(Secret.of("s3cr\"et!"))));

        AgentResult result = backend.run(request(LIMITS), events::add, stop);

        assertThat(result.document().orElseThrow().path("summary").asText()).isEqualTo("[redacted]");
        assertThat(events)
                .contains(new AgentEvent.Text("key [redacted]"), new AgentEvent.Noise("stderr", "[redacted]"));
    }

    private AgentResult run(String script) {
        return run(script, LIMITS);
    }

    private AgentResult run(String script, AgentLimits limits) {
        return backend(List.of("sh", "-c", script)).run(request(limits), events::add, stop);
    }

    private static CommandBackend backend(List<String> command) {
        return new CommandBackend("command", command, SUPERVISOR, Map.of("PATH", "/usr/bin:/bin", "MODEL_KEY", "k"));
    }

    private AgentRequest request(AgentLimits limits) {
        return new AgentRequest(
                "analyze",
                "two\nlines",
                MAPPER.createObjectNode().put("attempt", 1),
                ResultSchema.ANALYSIS.document(),
                workspace,
                home,
                Map.of(),
                limits);
    }

    private static AgentLimits inactivity(Duration inactivity, Duration whileTool) {
        return new AgentLimits(Duration.ofSeconds(20), inactivity, whileTool, 10, 1 << 20, Usd.of("1"));
    }
}
