package io.colony.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.ColonyException;
import io.colony.engine.gate.GateDefinition;
import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.gate.TestRun;
import io.colony.engine.git.RefusedContent;
import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.HandsLost;
import io.colony.engine.workspace.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of tests between an agent and whoever asked for the gates. */
class CarriedTestsTest {
    private static final int MANY = 100_000;

    @TempDir
    Path directory;

    private final AnsweringFiles files = new AnsweringFiles();
    private SessionDirectory session;

    @BeforeEach
    void open() throws IOException {
        session = new SessionDirectory(directory, List.of("true"));
        Files.createDirectory(directory.resolve("files"));
    }

    /** Each is within what the documentation allows; together they are more than an answer may have. */
    @Test
    void fourGatesOfALargeProjectComeWhole() throws IOException {
        List<GateResult> results = Stream.of("unit", "it", "ui", "lint")
                .map(gate -> result(gate, Verdict.PASS, Optional.of(tests(gate + "-" + "x".repeat(100)))))
                .toList();
        assertThat(Wire.answer(Wire.tree(results)).length()).isGreaterThan(SessionDirectory.MOST_TEXT);

        JsonNode answer = CarriedTests.answer(session, 7, results);

        assertThat(Wire.answer(answer).length()).isLessThan(10_000);
        assertThat(carried(answer, 4)).isEqualTo(results);
    }

    @Test
    void aFewAreInTheAnswerItself() throws IOException {
        List<GateResult> results = List.of(
                result("unit", Verdict.PASS, Optional.of(new TestRun(Set.of("a#b"), Set.of(), Set.of()))),
                result("lint", Verdict.FAIL, Optional.empty()));

        JsonNode answer = CarriedTests.answer(session, 7, results);

        assertThat(answer.isArray()).as("as sessions of all versions answer").isTrue();
        assertThat(carried(answer, 2)).isEqualTo(results);
    }

    @Test
    void aGateWithMoreThanCanBeCarriedCouldNotRunAndARedOneStaysRed() throws IOException {
        TestRun run = new TestRun(Set.of("x".repeat(2_000)), Set.of(), Set.of());
        List<GateResult> results = List.of(
                result("unit", Verdict.PASS, Optional.of(run)),
                result("it", Verdict.FAIL, Optional.of(run)),
                result("lint", Verdict.PASS, Optional.of(new TestRun(Set.of("a#b"), Set.of(), Set.of()))));

        List<GateResult> carried = carried(CarriedTests.answer(session, 7, results, 0, 1_000), 3);

        assertThat(carried)
                .extracting(GateResult::verdict)
                .containsExactly(Verdict.COULD_NOT_RUN, Verdict.FAIL, Verdict.PASS);
        assertThat(carried.getFirst().summary())
                .startsWith("unit could not run: the names of the tests in its reports have 2")
                .contains("at most 1000 are carried");
        assertThat(carried).extracting(result -> result.tests().isPresent()).containsExactly(false, false, true);
    }

    /** An agent may write there. */
    @Test
    void noMoreIsReadThanCanHaveBeenAnswered() {
        files.files.put("tests", new byte[SessionDirectory.MOST_TEXT + 1]);
        GateResult result = result("unit", Verdict.PASS, Optional.empty());
        JsonNode one = Wire.tree(new CarriedTests.Apart(List.of(result), List.of("tests")));
        JsonNode two = Wire.tree(new CarriedTests.Apart(List.of(result, result), List.of("", "")));

        assertThatThrownBy(() -> asked(one, 1)).isInstanceOf(HandsLost.class).hasMessageContaining("no more are read");
        assertThatThrownBy(() -> asked(two, 1)).isInstanceOf(HandsLost.class).hasMessageContaining("2 results of 1");
        assertThatThrownBy(() -> asked(Wire.object(), 1)).isInstanceOf(HandsLost.class);
    }

    @Test
    void aChangeThatIsTooLargeToBeToldIsSentBack() {
        String much = "x".repeat(SessionDirectory.MOST_TEXT + 1);

        assertThatThrownBy(() -> SessionServer.bounded("clone.changes", much))
                .isInstanceOf(RefusedContent.class)
                .hasMessageContaining("Make the change smaller");
        assertThatThrownBy(() -> SessionServer.bounded("agent.probe", much))
                .isInstanceOf(ColonyException.class)
                .isNotInstanceOf(RefusedContent.class);
    }

    /** Fetches what the session has put among its files. */
    private List<GateResult> carried(JsonNode answer, int gates) throws IOException {
        try (Stream<Path> written = Files.list(directory.resolve("files"))) {
            for (Path file : written.toList()) {
                files.files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return asked(answer, gates);
    }

    private List<GateResult> asked(JsonNode answer, int gates) {
        files.answers.put(RemoteGates.RUN, Wire.answer(answer));
        Workspaces.Request request = new Workspaces.Request("acme/shop", "file:///shop", "w", "a", "b");
        return new RemoteGates(files.client(), UnaryOperator.identity())
                .run(
                        IntStream.range(0, gates)
                                .mapToObj(gate -> new GateDefinition("g" + gate, "true", Duration.ofMinutes(1)))
                                .toList(),
                        new RemoteWorkspaces.OfRequest(request),
                        new StopSignal());
    }

    private static TestRun tests(String name) {
        Set<String> passed =
                IntStream.range(0, MANY).mapToObj(number -> name + number).collect(Collectors.toSet());
        return new TestRun(passed, Set.of(), Set.of());
    }

    private static GateResult result(String gate, Verdict verdict, Optional<TestRun> tests) {
        return new GateResult(
                gate,
                verdict,
                OptionalInt.of(0),
                Duration.ofSeconds(1),
                gate + " ran.",
                "log",
                Optional.empty(),
                false,
                tests,
                List.of());
    }
}
