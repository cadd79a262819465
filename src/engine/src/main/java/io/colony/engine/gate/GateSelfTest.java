package io.colony.engine.gate;

import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.gate.KnownChanges.Known;
import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.process.StopSignal;
import io.colony.engine.workspace.Workspaces.GateWorkspace;
import io.colony.engine.workspace.Workspaces.GateWorkspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shows that the gates of this installation stop what they are there to stop: each is given something bad that it must
 * see, and all something good that they must let through. A gate that has stopped working is noticed here and not by the
 * change that it lets in.
 */
public final class GateSelfTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String REPORT = "<testsuite name=\"s\"><testcase name=\"t\"/></testsuite>";
    private static final List<String> REPORTS = List.of("reports/*.xml");

    private static final List<Trial> TRIALS = List.of(
            new Trial("a command that succeeds", "true", LONG, List.of(), Verdict.PASS),
            new Trial("a command that fails", "exit 1", LONG, List.of(), Verdict.FAIL),
            new Trial("a command that is not there", "colony-no-such-command", LONG, List.of(), Verdict.COULD_NOT_RUN),
            new Trial(
                    "a file that may not be executed",
                    ": > f; chmod 644 f; ./f",
                    LONG,
                    List.of(),
                    Verdict.COULD_NOT_RUN),
            new Trial("a command that takes too long", "sleep 60", SHORT, List.of(), Verdict.COULD_NOT_RUN),
            new Trial("a command that is killed", "kill -9 $$", LONG, List.of(), Verdict.COULD_NOT_RUN),
            new Trial("a command that removes the checkout", "rm -rf \"$PWD\"", LONG, List.of(), Verdict.COULD_NOT_RUN),
            new Trial("reports that never appear", "true", LONG, REPORTS, Verdict.COULD_NOT_RUN),
            new Trial(
                    "a report that lay there before", "test -e reports/old.xml", LONG, REPORTS, Verdict.COULD_NOT_RUN),
            new Trial(
                    "a report that is no report",
                    "echo passed > reports/new.xml",
                    LONG,
                    REPORTS,
                    Verdict.COULD_NOT_RUN),
            new Trial(
                    "a report that the command writes",
                    "echo '" + REPORT + "' > reports/new.xml",
                    LONG,
                    REPORTS,
                    Verdict.PASS),
            new Trial(
                    "a command that is green once it has left a file",
                    "test -e left || { : > left; false; }",
                    LONG,
                    List.of(),
                    Verdict.FAIL),
            new Trial(
                    "a command that is green once it has left a file in its home",
                    "test -e \"$HOME/left\" || { : > \"$HOME/left\"; false; }",
                    LONG,
                    List.of(),
                    Verdict.FAIL),
            new Trial(
                    "a command that is green where the gate before it left a file",
                    List.of(": > left; : > \"$HOME/left\""),
                    "test -e left || test -e \"$HOME/left\"",
                    Verdict.FAIL));

    private GateSelfTest() {}

    /**
     * What one check came to.
     *
     * @param name of what was tried, in words
     * @param expected such as a policy's name, {@code pass} or {@code could-not-run}
     * @param seen in the same form; of policies all that had something to say, joined by commas
     * @param ok whether the gate does what it must
     */
    public record Check(String name, String expected, String seen, boolean ok) {}

    /** Whether all of them are as they must be, and there are any. */
    public static boolean passed(List<Check> checks) {
        return !checks.isEmpty() && checks.stream().allMatch(Check::ok);
    }

    /** Tries every policy on a change that it must stop, and all on one that they must let through. Pure. */
    public static List<Check> policies(PolicyGates gates) {
        List<Check> checks = new ArrayList<>();
        for (Known known : KnownChanges.all()) {
            List<String> seen = gates.evaluate(known.change(), known.diff(), known.settings()).stream()
                    .map(PolicyFinding::policy)
                    .distinct()
                    .toList();
            boolean ok = known.policy().isEmpty()
                    ? seen.isEmpty()
                    : seen.contains(known.policy().get());
            checks.add(new Check(
                    known.name(),
                    known.policy().orElse("nothing"),
                    seen.isEmpty() ? "nothing" : String.join(", ", seen),
                    ok));
        }
        return checks;
    }

    /**
     * Has the runner run small shell commands that end in every way in which a gate can end, and that would be green by what
     * an earlier run left. Takes a few seconds.
     *
     * @param directory an empty one that is this call's alone; what is in it afterwards may be removed
     * @throws IOException when it cannot be written to
     */
    public static List<Check> runner(GateRunner runner, Path directory) throws IOException {
        List<Check> checks = new ArrayList<>();
        for (int index = 0; index < TRIALS.size(); index++) {
            checks.add(TRIALS.get(index).check(runner, Files.createDirectories(directory.resolve("trial-" + index))));
        }
        return checks;
    }

    /** @param before commands of gates that run before and pass */
    private record Trial(String name, List<String> before, GateDefinition gate, Verdict expected) {
        Trial(String name, String command, Duration timeout, List<String> reports, Verdict expected) {
            this(name, List.of(), new GateDefinition("self-test", command, timeout, reports), expected);
        }

        Trial(String name, List<String> before, String command, Verdict expected) {
            this(name, before, new GateDefinition("self-test", command, LONG), expected);
        }

        Check check(GateRunner runner, Path directory) {
            List<GateDefinition> gates = new ArrayList<>();
            before.forEach(command -> gates.add(new GateDefinition("before-" + gates.size(), command, LONG)));
            gates.add(gate);
            List<GateResult> results = runner.run(gates, TrialWorkspace.below(directory), new StopSignal());
            String seen =
                    results.size() == gates.size() ? words(results.getLast().verdict()) : results.size() + " results";
            return new Check(name, words(expected), seen, seen.equals(words(expected)));
        }

        private static String words(Verdict verdict) {
            return switch (verdict) {
                case PASS -> "pass";
                case FAIL -> "fail";
                case COULD_NOT_RUN -> "could-not-run";
            };
        }
    }

    /** Directories with a report in them that lay there before, and no git. */
    private record TrialWorkspace(Path directory, Path home) implements GateWorkspace {
        static GateWorkspaces below(Path directory) {
            AtomicInteger runs = new AtomicInteger();
            return () -> make(directory.resolve("run-" + runs.incrementAndGet()));
        }

        private static TrialWorkspace make(Path directory) {
            try {
                Path checkout = Files.createDirectories(directory.resolve("checkout"));
                Path reports = Files.createDirectories(checkout.resolve("reports"));
                Files.writeString(reports.resolve("old.xml"), REPORT);
                return new TrialWorkspace(checkout, Files.createDirectories(directory.resolve("home")));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public GateWorkspace handOn() {
            throw new UnsupportedOperationException("No gate of the self-test builds on another.");
        }

        @Override
        public void close() {
            // What is left is removed by whoever gave the directory.
        }
    }
}
