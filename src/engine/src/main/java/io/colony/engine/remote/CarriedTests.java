package io.colony.engine.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.gate.TestRun;
import io.colony.engine.stage.HandsLost;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names of tests on their way: a few are in the answer of the gates, as ever. Where they are many, each gate's are a file
 * of the session, of no more bytes than an answer may have; a gate with more has shown nothing that could be compared.
 */
final class CarriedTests {
    /** Of all gates, in characters, each of which takes six bytes at most. */
    private static final long MOST_IN_THE_ANSWER = 3_000_000;

    private CarriedTests() {}

    /**
     * The answer where they are many.
     *
     * @param results without tests
     * @param files for each result, the name of the file that holds its tests; empty where it has none
     */
    record Apart(List<GateResult> results, List<String> files) {
        Apart {
            results = List.copyOf(results);
            files = List.copyOf(files);
        }
    }

    /** The answer of a session to a call of this number. */
    static JsonNode answer(SessionDirectory session, int call, List<GateResult> results) {
        return answer(session, call, results, MOST_IN_THE_ANSWER, SessionDirectory.MOST_TEXT);
    }

    static JsonNode answer(SessionDirectory session, int call, List<GateResult> results, long most, int mostOfAGate) {
        if (results.stream().mapToLong(CarriedTests::characters).sum() <= most) {
            return Wire.tree(results);
        }
        List<GateResult> without = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (GateResult result : results) {
            Optional<String> tests = result.tests().map(run -> Wire.text(run, new TypeReference<TestRun>() {}));
            int bytes = tests.map(text -> text.getBytes(StandardCharsets.UTF_8).length)
                    .orElse(0);
            String name = tests.isEmpty() || bytes > mostOfAGate ? "" : "tests-" + call + "-" + files.size() + ".json";
            if (!name.isEmpty()) {
                SessionDirectory.write(session.file(name), tests.orElse(""));
            }
            files.add(name);
            without.add(bytes > mostOfAGate ? withTooMany(result, bytes, mostOfAGate) : with(result, Optional.empty()));
        }
        return Wire.tree(new Apart(without, files));
    }

    /**
     * The results of an answer.
     *
     * @param gates that were asked for: there are no more results
     */
    static List<GateResult> results(SessionClient session, JsonNode answer, int gates) {
        if (answer.isArray()) {
            return Wire.read(answer, new TypeReference<>() {});
        }
        Apart apart = Wire.read(answer, new TypeReference<>() {});
        int results = apart.results().size();
        if (results > gates || results != apart.files().size()) {
            throw new HandsLost("The other side answered " + results + " results of " + gates + " gates. The run is"
                    + " given up and tried again.");
        }
        List<GateResult> whole = new ArrayList<>();
        for (int i = 0; i < results; i++) {
            String file = apart.files().get(i);
            GateResult result = apart.results().get(i);
            whole.add(file.isEmpty() ? result : with(result, Optional.of(tests(session, file))));
        }
        return List.copyOf(whole);
    }

    private static TestRun tests(SessionClient session, String file) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] piece;
        do {
            piece = session.files().piece(file, whole.size());
            whole.writeBytes(piece);
            if (whole.size() > SessionDirectory.MOST_TEXT) {
                throw new HandsLost("The tests of a gate have more than " + SessionDirectory.MOST_TEXT
                        + " bytes, and no more are read. The run is given up and tried again.");
            }
        } while (piece.length > 0);
        return Wire.read(Wire.parse(whole.toString(StandardCharsets.UTF_8)), new TypeReference<>() {});
    }

    private static long characters(GateResult result) {
        return result.tests().stream()
                .flatMap(run -> Stream.of(run.passed(), run.failed(), run.skipped()))
                .flatMap(names -> names.stream())
                .mapToLong(String::length)
                .sum();
    }

    private static GateResult with(GateResult result, Optional<TestRun> tests) {
        return new GateResult(
                result.gate(),
                result.verdict(),
                result.exitCode(),
                result.duration(),
                result.summary(),
                result.log(),
                result.baseline(),
                result.flaky(),
                tests,
                result.doubts());
    }

    /** A green gate whose tests cannot be compared has shown nothing; a red one is red without them. */
    private static GateResult withTooMany(GateResult result, int bytes, int most) {
        boolean green = result.verdict() == Verdict.PASS;
        return new GateResult(
                result.gate(),
                green ? Verdict.COULD_NOT_RUN : result.verdict(),
                result.exitCode(),
                result.duration(),
                green
                        ? result.gate() + " could not run: the names of the tests in its reports have " + bytes
                                + " bytes; at most " + most + " are carried from an agent. Make two gates of it, or"
                                + " name reports that list fewer."
                        : result.summary(),
                result.log(),
                result.baseline(),
                result.flaky(),
                Optional.empty(),
                result.doubts());
    }
}
