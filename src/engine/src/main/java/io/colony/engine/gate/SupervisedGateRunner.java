package io.colony.engine.gate;

import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.git.RefusedContent;
import io.colony.engine.process.LineListener.Activity;
import io.colony.engine.process.ProcessEnd;
import io.colony.engine.process.ProcessLimits;
import io.colony.engine.process.ProcessSpec;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.process.StopSignal;
import io.colony.engine.workspace.Workspaces.GateWorkspace;
import io.colony.engine.workspace.Workspaces.GateWorkspaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Runs gates as supervised programs. Safe for use by many threads. */
public final class SupervisedGateRunner implements GateRunner {
    private static final int RUNS = 3;
    private static final int LOG_BYTES = 64 * 1024;
    private static final long OUTPUT_BYTES = 512L << 20;
    private static final int LINE_BYTES = 32 * 1024;
    private static final Duration KILL_AFTER = Duration.ofSeconds(10);
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int KILLED = 128 + 9;
    private static final int TERMINATED = 128 + 15;

    private final ProcessSupervisor supervisor;
    private final Map<String, String> environment;
    private final UnaryOperator<String> redaction;

    /**
     * How to run gates.
     *
     * @param environment all that a gate's environment holds besides {@code HOME}; no credential is in it
     * @param redaction takes secrets out of a line before it is kept
     */
    public SupervisedGateRunner(
            ProcessSupervisor supervisor, Map<String, String> environment, UnaryOperator<String> redaction) {
        this.supervisor = supervisor;
        this.environment = Map.copyOf(environment);
        this.redaction = redaction;
    }

    @Override
    public List<GateResult> run(List<GateDefinition> gates, GateWorkspaces workspaces, StopSignal stop) {
        List<GateResult> results = new ArrayList<>();
        try (GateWorkplaces workplaces = new GateWorkplaces(gates, workspaces)) {
            for (GateDefinition gate : gates) {
                GateResult result = run(gate, workplaces, stop);
                workplaces.judged(result);
                results.add(result);
            }
        }
        return List.copyOf(results);
    }

    private GateResult run(GateDefinition gate, GateWorkplaces workplaces, StopSignal stop) {
        LogTail log = new LogTail(LOG_BYTES);
        List<Attempt> attempts = new ArrayList<>();
        do {
            if (!attempts.isEmpty()) {
                log.add("--- run " + (attempts.size() + 1) + ": it was red before ---");
            }
            attempts.add(attempt(gate, workplaces, stop, log));
        } while (attempts.getLast().verdict() == Verdict.FAIL && attempts.size() < RUNS);
        return result(gate, attempts, log, stop);
    }

    /** One run of the gate's command. */
    private record Attempt(
            Verdict verdict, OptionalInt exitCode, Duration duration, String detail, Optional<TestRun> tests) {
        Attempt couldNotRun(String reason) {
            return new Attempt(Verdict.COULD_NOT_RUN, exitCode, duration, reason, Optional.empty());
        }

        Attempt withTests(TestRun run) {
            return new Attempt(verdict, exitCode, duration, detail, Optional.of(run));
        }

        static Attempt notStarted(String reason) {
            return new Attempt(
                    Verdict.COULD_NOT_RUN, OptionalInt.empty(), Duration.ZERO, "not run: " + reason, Optional.empty());
        }
    }

    /** In a workspace that no other run has had: what a red run mended must not make the next one green. */
    private Attempt attempt(GateDefinition gate, GateWorkplaces workplaces, StopSignal stop, LogTail log) {
        Optional<String> obstacle = stop.reason().or(() -> workplaces.obstacle(gate));
        if (obstacle.isPresent()) {
            return Attempt.notStarted(obstacle.get());
        }
        GateWorkspace workspace;
        try {
            workspace = workplaces.enter(gate);
        } catch (RefusedContent refused) {
            String why = String.valueOf(refused.getMessage()).replaceFirst("\\.$", "");
            return Attempt.notStarted("what it builds on cannot be taken over: " + why);
        }
        try {
            return attempt(gate, workspace, stop, log);
        } finally {
            workplaces.leave(gate, workspace);
        }
    }

    private Attempt attempt(GateDefinition gate, GateWorkspace workspace, StopSignal stop, LogTail log) {
        if (gate.reports().isEmpty()) {
            return command(gate, workspace, stop, log);
        }
        TestReports reports = new TestReports(workspace.directory(), gate.reports(), TestReports.Limits.DEFAULT);
        Optional<String> problem = reports.discount();
        return problem.isPresent()
                ? Attempt.notStarted(problem.get())
                : withTests(command(gate, workspace, stop, log), reports);
    }

    /** A green gate whose reports are not there has shown nothing; a red one is red without them. */
    private static Attempt withTests(Attempt attempt, TestReports reports) {
        if (attempt.verdict() == Verdict.COULD_NOT_RUN) {
            return attempt;
        }
        return switch (reports.read()) {
            case TestReports.Reading.Tests(TestRun run) -> attempt.withTests(run);
            case TestReports.Reading.Unusable(String reason) ->
                attempt.verdict() == Verdict.PASS ? attempt.couldNotRun(reason) : attempt;
        };
    }

    private Attempt command(GateDefinition gate, GateWorkspace workspace, StopSignal stop, LogTail log) {
        Path directory = workspace.directory();
        boolean present = Files.isDirectory(directory);
        Map<String, String> all = new HashMap<>(environment);
        all.put("HOME", workspace.home().toString());
        ProcessLimits limits = new ProcessLimits(gate.timeout(), gate.timeout(), OUTPUT_BYTES, LINE_BYTES, KILL_AFTER);
        List<String> command = List.of("sh", "-c", gate.command());
        ProcessEnd end = supervisor.run(
                new ProcessSpec(command, directory, all, "", limits),
                (stream, line, cut) -> {
                    log.add(redaction.apply(line) + (cut ? " [line cut]" : ""));
                    return Activity.ALIVE;
                },
                stop);
        Attempt attempt = judge(end, gate);
        return present && !Files.isDirectory(directory)
                ? attempt.couldNotRun("the checkout was gone at its end")
                : attempt;
    }

    private static Attempt judge(ProcessEnd end, GateDefinition gate) {
        Optional<String> noVerdict = switch (end.reason()) {
            case EXITED -> noVerdict(end.exitCode());
            case NOT_STARTED -> Optional.of("it could not be started: " + end.detail());
            case WALL_CLOCK, INACTIVITY ->
                Optional.of("it took longer than " + gate.timeout().toSeconds() + " s");
            case MEMORY_LIMIT -> Optional.of("it held too much memory: " + end.detail());
            case OUTPUT_LIMIT -> Optional.of("it printed more than " + (OUTPUT_BYTES >> 20) + " MiB");
            case STOPPED -> Optional.of("it was stopped: " + end.detail());
        };
        Verdict byCode = end.exitCode().orElse(1) == 0 ? Verdict.PASS : Verdict.FAIL;
        Verdict verdict = noVerdict.isPresent() ? Verdict.COULD_NOT_RUN : byCode;
        String detail = noVerdict.orElse("exit code " + end.exitCode().orElse(-1));
        return new Attempt(verdict, end.exitCode(), end.duration(), detail, Optional.empty());
    }

    private static Optional<String> noVerdict(OptionalInt exitCode) {
        return switch (exitCode.orElse(-1)) {
            case -1 -> Optional.of("it ended without an exit code");
            case NOT_EXECUTABLE -> Optional.of("its command cannot be executed (exit code 126)");
            case NOT_FOUND -> Optional.of("its command was not found (exit code 127)");
            case KILLED, TERMINATED ->
                Optional.of("it was killed from outside (exit code " + exitCode.getAsInt() + ")");
            default -> Optional.empty();
        };
    }

    /**
     * A gate that was red stays so unless a later run is green: one that could not run again says nothing new. Only a
     * stop leaves it without a verdict.
     */
    private static GateResult result(GateDefinition gate, List<Attempt> attempts, LogTail log, StopSignal stop) {
        Attempt last = attempts.getLast();
        boolean wasRed = attempts.getFirst().verdict() == Verdict.FAIL;
        boolean flaky = wasRed && last.verdict() == Verdict.PASS;
        boolean redForLackOfAnother = wasRed && last.verdict() == Verdict.COULD_NOT_RUN && !stop.stopped();
        Attempt deciding = redForLackOfAnother ? attempts.getFirst() : last;
        Duration duration = attempts.stream().map(Attempt::duration).reduce(Duration.ZERO, Duration::plus);
        String runs = attempts.size() == 1 ? "" : " in the last of " + attempts.size() + " runs";
        String ran = deciding.tests().map(tests -> "; " + tests.words()).orElse("");
        String summary = switch (deciding.verdict()) {
            case PASS -> gate.name() + " passed" + (flaky ? ", but is flaky: red first, then green" : "") + ran + ".";
            case FAIL -> gate.name() + " failed: " + deciding.detail() + runs + ran + ".";
            case COULD_NOT_RUN -> gate.name() + " could not run: " + deciding.detail() + ".";
        };
        return new GateResult(
                gate.name(),
                deciding.verdict(),
                deciding.exitCode(),
                duration,
                summary,
                log.text(),
                Optional.empty(),
                flaky,
                deciding.tests(),
                List.of());
    }
}
