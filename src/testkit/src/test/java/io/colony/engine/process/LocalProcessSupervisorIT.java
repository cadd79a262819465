package io.colony.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colony.engine.process.LineListener.Activity;
import io.colony.engine.process.ProcessEnd.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every trap that a real program sets, under each way of containment that this machine allows. */
class LocalProcessSupervisorIT {
    private static final ProcessLimits LIMITS = new ProcessLimits(
            Duration.ofSeconds(20), Duration.ofSeconds(20), 64L << 20, 64 << 10, Duration.ofMillis(500));
    private static final LocalProcessSupervisor BEST = new LocalProcessSupervisor();
    private static final LocalProcessSupervisor SESSION = new LocalProcessSupervisor(Containment.withoutNamespace());

    @TempDir
    Path directory;

    private final Transcript transcript = new Transcript();

    static Stream<LocalProcessSupervisor> supervisors() {
        return Stream.of(BEST, SESSION);
    }

    @Test
    void saysWhatContainsARun() {
        assertThat(BEST.containment()).isNotBlank();
        assertThat(SESSION.containment()).doesNotContain("kernel");
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void passesInputOutputAndExitCodeThrough(LocalProcessSupervisor supervisor) {
        ProcessEnd end = run(supervisor, "cat; echo oops >&2; exit 7", "one\ntwo\r\nthree", LIMITS);

        assertThat(end.reason()).isEqualTo(Reason.EXITED);
        assertThat(end.exitCode()).hasValue(7);
        assertThat(end.survivors()).isEmpty();
        assertThat(transcript.stdout()).containsExactly("one", "two", "three");
        assertThat(transcript.stderr()).containsExactly("oops");
        assertThat(end.detail()).contains("code 7");
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void keepsArgumentsAsTheyAre(LocalProcessSupervisor supervisor) {
        List<String> command = List.of("printf", "%s\\n", "two words", "$HOME", "*", "a'b\"c", "", "-n");

        ProcessEnd end = supervisor.run(spec(command, "", LIMITS), transcript, new StopSignal());

        assertThat(end.exitCode()).hasValue(0);
        assertThat(transcript.stdout()).containsExactly("two words", "$HOME", "*", "a'b\"c", "", "-n");
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void givesTheProgramNothingButItsEnvironment(LocalProcessSupervisor supervisor) {
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "GREETING", "hello $HOME");

        supervisor.run(
                new ProcessSpec(List.of("env"), directory, environment, "", LIMITS), transcript, new StopSignal());

        assertThat(transcript.stdout().filter(line -> !line.startsWith("COLONY_RUN=")))
                .containsExactlyInAnyOrder("PATH=/usr/bin:/bin", "GREETING=hello $HOME");
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void reportsTheSignalThatEndedTheProgramAsAShellDoes(LocalProcessSupervisor supervisor) {
        ProcessEnd end = run(supervisor, "kill -9 $$", "", LIMITS);

        assertThat(end.reason()).isEqualTo(Reason.EXITED);
        assertThat(end.exitCode()).hasValue(137);
        assertThat(transcript.stderr()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void namesAProgramThatIsNotThere(LocalProcessSupervisor supervisor) {
        ProcessEnd end =
                supervisor.run(spec(List.of("no-such-agent", "--go"), "", LIMITS), transcript, new StopSignal());

        assertThat(end.reason()).isEqualTo(Reason.NOT_STARTED);
        assertThat(end.exitCode()).isEmpty();
        assertThat(end.detail()).contains("'no-such-agent'").contains("PATH");
    }

    @Test
    void doesNotTakeAProgramFromTheWorkTreeForOneOnThePath() throws IOException {
        Path planted = Files.writeString(directory.resolve("planted"), "#!/bin/sh\necho gotcha\n");
        assertThat(planted.toFile().setExecutable(true)).isTrue();
        ProcessSpec spec =
                new ProcessSpec(List.of("planted"), directory, Map.of("PATH", ".::/usr/bin:/bin"), "", LIMITS);

        assertThat(BEST.run(spec, transcript, new StopSignal()).reason()).isEqualTo(Reason.NOT_STARTED);
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void namesADirectoryThatIsNotThere(LocalProcessSupervisor supervisor) {
        ProcessSpec spec = new ProcessSpec(List.of("true"), directory.resolve("gone"), Map.of(), "", LIMITS);

        ProcessEnd end = supervisor.run(spec, transcript, new StopSignal());

        assertThat(end.reason()).isEqualTo(Reason.NOT_STARTED);
        assertThat(end.detail()).contains("gone");
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void endsAProgramThatReportsNothing(LocalProcessSupervisor supervisor) {
        ProcessEnd end = runUntilSilent(supervisor, "echo up; sleep 60", LIMITS.killAfter(), Duration.ofMillis(400));

        assertThat(end.reason()).isEqualTo(Reason.INACTIVITY);
        assertThat(end.survivors()).isEmpty();
        assertThat(end.detail()).contains("0.4s");
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void waitsLongerWhereALineAsksForPatience(LocalProcessSupervisor supervisor) {
        Function<Duration, ProcessEnd> run = inactivity -> supervisor.run(
                shell(
                        "echo tool; sleep " + seconds(inactivity.multipliedBy(2)) + "; echo done; sleep 60",
                        "",
                        inactivity(inactivity)),
                (stream, line, cut) -> {
                    transcript.line(stream, line, cut);
                    return new Activity(
                            true, line.equals("tool") ? Optional.of(Duration.ofSeconds(15)) : Optional.empty());
                },
                new StopSignal());

        ProcessEnd end = onceBegun(Duration.ofMillis(500), run);

        assertThat(end.reason()).isEqualTo(Reason.INACTIVITY);
        assertThat(transcript.stdout()).containsExactly("tool", "done");
        assertThat(end.duration()).isGreaterThan(Duration.ofMillis(1400));
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void doesNotTakeNoiseForActivity(LocalProcessSupervisor supervisor) {
        ProcessEnd end = supervisor.run(
                shell("while :; do echo; sleep 0.1; done", "", inactivity(Duration.ofMillis(500))),
                (stream, line, cut) -> Activity.NONE,
                new StopSignal());

        assertThat(end.reason()).isEqualTo(Reason.INACTIVITY);
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void endsABusyProgramAtTheWallClock(LocalProcessSupervisor supervisor) {
        ProcessEnd end = onceBegun(
                Duration.ofMillis(600),
                wallClock -> run(
                        supervisor,
                        "while :; do echo working; sleep 0.1; done",
                        "",
                        new ProcessLimits(wallClock, LIMITS.inactivity(), 64L << 20, 1024, Duration.ofMillis(500))));

        assertThat(end.reason()).isEqualTo(Reason.WALL_CLOCK);
        assertThat(end.survivors()).isEmpty();
        assertThat(transcript.stdout()).contains("working");
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void letsAProgramCleanUpOnTerm(LocalProcessSupervisor supervisor) {
        Duration killAfter = Duration.ofMinutes(1);

        ProcessEnd end = runUntilSilent(
                supervisor,
                "trap 'echo cleaned up; exit 3' TERM; echo up; while :; do sleep 0.05; done",
                killAfter,
                Duration.ofMillis(400));

        assertThat(end.reason()).isEqualTo(Reason.INACTIVITY);
        assertThat(transcript.stdout()).containsExactly("up", "cleaned up");
        assertThat(end.exitCode()).hasValue(3);
        assertThat(end.duration()).as("does not wait for the kill").isLessThan(killAfter);
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void killsAProgramThatIgnoresTerm(LocalProcessSupervisor supervisor) throws IOException {
        ProcessEnd end = runUntilSilent(
                supervisor,
                "trap '' TERM HUP INT; (trap '' TERM; sleep 6171) & echo up; sleep 6172; sleep 6173",
                LIMITS.killAfter(),
                Duration.ofMillis(300));

        assertThat(end.reason()).isEqualTo(Reason.INACTIVITY);
        assertThat(end.exitCode()).hasValue(137);
        assertThat(end.survivors()).isEmpty();
        assertThat(living("sleep 617")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void endsWhatLeftTheProcessGroupAndHoldsThePipe(LocalProcessSupervisor supervisor) throws IOException {
        String name = "sleep 7" + (supervisor == BEST ? 1 : 2) + "."
                + ProcessHandle.current().pid();
        String detached = "setsid sh -c '(trap \"\" TERM; exec setsid " + name + ") & exit 0' & ";

        ProcessEnd end = run(supervisor, detached + "sleep 0.3; echo bye; exit 0", "", LIMITS);

        assertThat(end.reason()).isEqualTo(Reason.EXITED);
        assertThat(end.exitCode()).hasValue(0);
        assertThat(end.survivors()).isEmpty();
        assertThat(living(name)).isEmpty();
        assertThat(end.duration()).isLessThan(LIMITS.wallClock());
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void endsDetachedProcessesOfAProgramThatHangs(LocalProcessSupervisor supervisor) throws IOException {
        String name = "sleep 8" + (supervisor == BEST ? 1 : 2) + "."
                + ProcessHandle.current().pid();

        ProcessEnd end = runUntilSilent(
                supervisor, "(setsid " + name + " &) ; echo up; sleep 64", LIMITS.killAfter(), Duration.ofMillis(400));

        assertThat(end.reason()).isEqualTo(Reason.INACTIVITY);
        assertThat(end.survivors()).isEmpty();
        assertThat(living(name)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void watchesAProgramThatClosedItsOutput(LocalProcessSupervisor supervisor) {
        ProcessEnd end = run(supervisor, "exec >&- 2>&-; sleep 65", "", inactivity(Duration.ofMillis(400)));

        assertThat(end.reason()).isEqualTo(Reason.INACTIVITY);
        assertThat(end.survivors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void toleratesAProgramThatDoesNotReadItsInput(LocalProcessSupervisor supervisor) {
        ProcessEnd end = run(supervisor, "exec <&-; echo done", "x".repeat(4 << 20), LIMITS);

        assertThat(end.reason()).isEqualTo(Reason.EXITED);
        assertThat(end.exitCode()).hasValue(0);
        assertThat(transcript.stdout()).containsExactly("done");
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void stopsWhenAsked(LocalProcessSupervisor supervisor) {
        StopSignal stop = new StopSignal();

        ProcessEnd end = supervisor.run(
                shell("echo up; sleep 66", "", LIMITS),
                (stream, line, cut) -> {
                    stop.stop("an operator cancelled the issue");
                    return Activity.ALIVE;
                },
                stop);

        assertThat(end.reason()).isEqualTo(Reason.STOPPED);
        assertThat(end.detail()).contains("an operator cancelled the issue");
        assertThat(end.survivors()).isEmpty();
        assertThat(end.duration()).isLessThan(LIMITS.wallClock());
    }

    @Test
    void doesNotStartWhatIsAlreadyStopped() {
        StopSignal stop = new StopSignal();
        stop.stop("drained");

        ProcessEnd end = BEST.run(shell("echo never", "", LIMITS), transcript, stop);

        assertThat(end.reason()).isEqualTo(Reason.STOPPED);
        assertThat(end.exitCode()).isEmpty();
        assertThat(transcript.stdout()).isEmpty();
    }

    @Test
    void endsTheProgramWhenTheWaitingThreadIsInterrupted() throws InterruptedException {
        CountDownLatch up = new CountDownLatch(1);
        List<ProcessEnd> ends = new CopyOnWriteArrayList<>();
        Thread worker = Thread.ofPlatform()
                .start(() -> ends.add(BEST.run(
                        shell("echo up; sleep 67", "", LIMITS),
                        (stream, line, cut) -> {
                            up.countDown();
                            return Activity.ALIVE;
                        },
                        new StopSignal())));

        assertThat(up.await(10, TimeUnit.SECONDS)).as("program is up").isTrue();
        worker.interrupt();
        worker.join(Duration.ofSeconds(10));

        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.reason()).isEqualTo(Reason.STOPPED);
            assertThat(end.survivors()).isEmpty();
        });
    }

    @Test
    void servesVirtualThreads() throws InterruptedException {
        List<ProcessEnd> ends = new CopyOnWriteArrayList<>();

        Thread worker = Thread.ofVirtual()
                .start(() -> ends.add(BEST.run(shell("exit 4", "", LIMITS), transcript, new StopSignal())));
        worker.join(Duration.ofSeconds(10));

        assertThat(ends)
                .singleElement()
                .satisfies(end -> assertThat(end.exitCode()).hasValue(4));
    }

    @ParameterizedTest
    @MethodSource("supervisors")
    void endsTheProgramBeforeItPassesOnAFailureOfTheListener(LocalProcessSupervisor supervisor) throws IOException {
        String name = "sleep 9" + (supervisor == BEST ? 1 : 2) + "."
                + ProcessHandle.current().pid();

        assertThatThrownBy(() -> supervisor.run(
                        shell("echo up; " + name, "", LIMITS),
                        (stream, line, cut) -> {
                            throw new IllegalStateException("disk full");
                        },
                        new StopSignal()))
                .hasMessage("disk full");
        assertThat(living(name)).isEmpty();
    }

    @Test
    void hidesOtherProcessesWhereThereIsANamespace() {
        assumeTrue(BEST.containment().startsWith("PID namespace"));

        run(BEST, "ls /proc | grep -c '^[0-9]'", "", LIMITS);

        assertThat(transcript.stdout().mapToInt(Integer::parseInt)).allMatch(count -> count < 8);
    }

    @Test
    void leavesNothingBehindWhenThisProgramItselfIsKilled() throws IOException {
        assumeTrue(BEST.containment().startsWith("PID namespace"));
        String name = "sleep 99." + ProcessHandle.current().pid();
        Process victim = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SupervisorToBeKilled.class.getName(),
                        directory.toString(),
                        "(setsid " + name + " &); echo up; " + name)
                .start();
        try (BufferedReader reader = victim.inputReader()) {
            assertThat(reader.readLine()).isEqualTo("up");
            assertThat(awaitLiving(name, 2)).hasSize(2);
            victim.destroyForcibly();
            assertThat(awaitLiving(name, 0)).isEmpty();
        } finally {
            victim.destroyForcibly();
        }
    }

    private ProcessEnd run(LocalProcessSupervisor supervisor, String script, String input, ProcessLimits limits) {
        return supervisor.run(shell(script, input, limits), transcript, new StopSignal());
    }

    /** However long the program takes to begin: from its first line on it may be silent for this long. */
    private ProcessEnd runUntilSilent(
            LocalProcessSupervisor supervisor, String script, Duration killAfter, Duration silence) {
        ProcessLimits limits = new ProcessLimits(
                Duration.ofMinutes(2), Duration.ofMinutes(2), LIMITS.outputBytes(), LIMITS.lineBytes(), killAfter);
        return supervisor.run(
                shell(script, "", limits),
                (stream, line, cut) -> {
                    transcript.line(stream, line, cut);
                    return new Activity(true, Optional.of(silence));
                },
                new StopSignal());
    }

    /** A limit that struck before the program had said anything proves nothing: again with twice the time. */
    private ProcessEnd onceBegun(Duration first, Function<Duration, ProcessEnd> run) {
        Duration limit = first;
        ProcessEnd end = run.apply(limit);
        while (transcript.stdout().findAny().isEmpty() && limit.compareTo(Duration.ofSeconds(10)) < 0) {
            limit = limit.multipliedBy(2);
            end = run.apply(limit);
        }
        return end;
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + "";
    }

    private ProcessSpec shell(String script, String input, ProcessLimits limits) {
        return spec(List.of("sh", "-c", script), input, limits);
    }

    private ProcessSpec spec(List<String> command, String input, ProcessLimits limits) {
        return new ProcessSpec(command, directory, Map.of("PATH", "/usr/bin:/bin"), input, limits);
    }

    private static ProcessLimits inactivity(Duration inactivity) {
        return new ProcessLimits(
                LIMITS.wallClock(), inactivity, LIMITS.outputBytes(), LIMITS.lineBytes(), LIMITS.killAfter());
    }

    /** Waits until so many live, 10 s at most; those that do then. */
    private static List<String> awaitLiving(String words, int count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        List<String> living = living(words);
        while (living.size() != count && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            living = living(words);
        }
        return living;
    }

    /** The command lines of living processes that hold the words. */
    private static List<String> living(String words) {
        return ProcTable.pids().stream()
                .filter(pid -> !ProcTable.stat(pid).map(ProcTable.Stat::dead).orElse(true))
                .map(LocalProcessSupervisorIT::commandLine)
                .filter(line -> line.startsWith(words))
                .toList();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
