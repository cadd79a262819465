package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentBackends;
import io.colony.engine.agent.AgentType;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.issue.Issue;
import io.colony.engine.process.StopSignal;
import io.colony.engine.remote.RemoteHands;
import io.colony.engine.remote.SessionDirectory;
import io.colony.engine.remote.SessionFiles;
import io.colony.engine.remote.SessionMain;
import io.colony.engine.remote.SessionProgress;
import io.colony.engine.remote.SessionSetup;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages by hands in processes of their own, with the agent of the documentation, real git, real gates. */
class RemoteHandsIT {
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\n(#!/bin/sh\n# Reads the request.*?)```", Pattern.DOTALL);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    private StageFixture fixture;
    private Path gate;
    private Path started;
    private final List<SessionDirectory> sessions = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private RemoteAccess reading = RemoteAccess.NONE;

    @BeforeEach
    void start() throws IOException {
        fixture = new StageFixture(directory.resolve("controller"));
        gate = directory.resolve("gate");
        started = directory.resolve("started");
    }

    @AfterEach
    void end() {
        sessions.forEach(SessionDirectory::close);
        fixture.close();
    }

    @Test
    void anIssueIsMergedByHandsElsewhere() throws IOException {
        mergedElsewhere();
    }

    /** Agents work without any credential, also on a repository that cannot be read without one. */
    @Test
    void whereACredentialIsNeededAgentsGetTheirCommitsFromTheTrustedClone() throws IOException {
        reading = url -> Map.of(
                "GIT_CONFIG_COUNT", "1",
                "GIT_CONFIG_KEY_0", "colony.token",
                "GIT_CONFIG_VALUE_0", "a-token-for-reading");

        mergedElsewhere();

        assertThat(String.join("\n", asked)).doesNotContain("a-token-for-reading", "colony.token");
        assertThat(asked)
                .filteredOn(call -> call.contains("workspace.create") || call.contains("gates.run"))
                .hasSizeGreaterThanOrEqualTo(2)
                .anySatisfy(call -> assertThat(call).contains("/files/feed-"));
        assertThat(directory.resolve("elsewhere/trusted/acme/shop.git/refs/heads"))
                .as("refs of bundles do not stay")
                .isEmptyDirectory();
    }

    private void mergedElsewhere() throws IOException {
        Files.createFile(gate);
        Issue issue = fixture.admitted("Add a note");

        for (int step = 1; !fixture.state(issue).equals("done"); step++) {
            assertThat(step)
                    .as("steps; now %s: %s", fixture.state(issue), fixture.reason(issue))
                    .isLessThan(8);
            StopSignal stop = new StopSignal();
            try (RemoteHands hands = hands("run-" + step, PATIENCE, UnaryOperator.identity(), stop)) {
                assertThat(worker(hands).step()).isTrue();
            }
        }

        assertThat(fixture.host().text(fixture.main(), "NOTE.md")).contains("hello\n");
        assertThat(Files.readAllLines(started)).containsExactly("analyze", "develop", "review");
        assertThat(fixture.list("select gate || ' ' || result from gate_results"))
                .contains("check pass");
        assertThat(directory.resolve("controller/trusted"))
                .as("nothing is cloned here")
                .doesNotExist();
        assertThat(directory.resolve("controller/workspaces")).doesNotExist();
        assertThat(entries(directory.resolve("sessions"))).isEmpty();
        assertThat(entries(directory.resolve("elsewhere/workspaces"))).isEmpty();
    }

    /** Whoever asked is gone in the middle; the agent works on, and another takes the run up. */
    @Test
    void aRunIsTakenUpByWhoeverComesNext() throws Exception {
        Issue issue = analysed();
        StopSignal stop = new StopSignal();
        ClaimedTask claim =
                fixture.dispatcher.claim(fixture.register("gone"), "gone").orElseThrow();
        CountDownLatch gone = new CountDownLatch(1);
        Thread first = Thread.ofPlatform().start(() -> {
            try {
                worker(hands("develop", PATIENCE, this::dying, stop)).work(claim, stop);
            } catch (Gone expected) {
                gone.countDown();
            }
        });
        assertThat(gone.await(60, TimeUnit.SECONDS)).as("the first was cut off").isTrue();
        first.join();
        assertThat(fixture.state(issue)).isEqualTo("in-development");

        Files.createFile(gate);
        ClaimedTask again = fixture.dispatcher
                .takeUp(claim.task().id(), claim.task().epoch())
                .orElseThrow();
        assertThat(again.runId()).isEqualTo(claim.runId());
        try (RemoteHands hands = hands("develop", PATIENCE, UnaryOperator.identity(), stop)) {
            assertThat(worker(hands).work(again, stop))
                    .contains(new StageOutcome.Advanced("submitted", "Added NOTE.md."));
        }

        assertThat(fixture.state(issue)).isEqualTo("in-review");
        assertThat(Files.readAllLines(started)).as("one agent for each stage").containsExactly("analyze", "develop");
        assertThat(fixture.list("select seq::text from transcripts where run_id = ? order by seq", claim.runId()))
                .isNotEmpty()
                .doesNotHaveDuplicates();
        assertThat(fixture.list("select id::text from cost_events where run_id = ?", claim.runId()))
                .hasSize(1);
    }

    @Test
    void whatWasTakenAwayMeanwhileIsNotTakenUp() throws IOException {
        analysed();
        ClaimedTask claim =
                fixture.dispatcher.claim(fixture.register("gone"), "gone").orElseThrow();
        fixture.clock.advance(StageFixture.LEASE.plusSeconds(1));
        assertThat(fixture.sweep()).isEqualTo(1);

        assertThat(fixture.dispatcher.takeUp(claim.task().id(), claim.task().epoch()))
                .isEmpty();
    }

    @Test
    void aSessionThatIsKilledIsAFailedAttemptThatIsTriedAgain() throws Exception {
        Issue issue = analysed();
        StopSignal stop = new StopSignal();
        Thread killer = Thread.ofPlatform().start(() -> {
            await(() -> lines(started).contains("develop"));
            ProcessHandle.of(Long.parseLong(read(directory.resolve("sessions/killed-working/process"))
                            .split(" ", 2)[0]))
                    .orElseThrow()
                    .destroyForcibly();
        });
        try (RemoteHands hands = hands("killed", PATIENCE, UnaryOperator.identity(), stop)) {
            assertThat(worker(hands).step()).isTrue();
        }
        killer.join();

        assertThat(fixture.list("select end_kind || ' ' || failure_class || ' ' || reason from agent_runs order by id")
                        .getLast())
                .startsWith("failed transient The process that worked on here ended during 'agent.run'.");
        assertThat(fixture.state(issue)).isEqualTo("in-development");
        assertThat(fixture.list("select estimated::text || ' ' || basis from cost_events order by id")
                        .getLast())
                .as("nobody knows what it spent")
                .startsWith("true");
    }

    @Test
    void aStopEndsWhatRunsThere() throws Exception {
        Issue issue = analysed();
        StopSignal stop = new StopSignal();
        ClaimedTask claim = fixture.dispatcher.claim(fixture.register("w"), "w").orElseThrow();
        Thread stopper = Thread.ofPlatform().start(() -> {
            await(() -> lines(started).contains("develop"));
            stop.stop("the build was aborted");
        });
        try (RemoteHands hands = hands("stopped", PATIENCE, UnaryOperator.identity(), stop)) {
            assertThat(worker(hands).work(claim, stop)).containsInstanceOf(StageOutcome.Revoked.class);
        }
        stopper.join();

        assertThat(fixture.state(issue)).isEqualTo("in-development");
        assertThat(entries(directory.resolve("elsewhere/workspaces"))).isEmpty();
    }

    /** An agent can stop the process of its session: the abort is waited for once, and was no failure of the attempt. */
    @Test
    void aSessionThatSaysNothingAfterAStopIsNoFailedAttempt() throws Exception {
        Issue issue = analysed();
        StopSignal stop = new StopSignal();
        ClaimedTask claim = fixture.dispatcher.claim(fixture.register("w"), "w").orElseThrow();
        AtomicInteger looks = new AtomicInteger();
        UnaryOperator<SessionFiles> silent = files -> silent(files, stop, looks);
        try (RemoteHands hands = hands("silent", PATIENCE, silent, stop)) {
            assertThat(worker(hands).work(claim, stop))
                    .hasValueSatisfying(outcome -> assertThat(outcome)
                            .isInstanceOfSatisfying(
                                    StageOutcome.Revoked.class,
                                    revoked -> assertThat(revoked.reason())
                                            .startsWith("the build was aborted. The process that worked on here was"
                                                    + " asked to stop during 'agent.run'")));
        }

        assertThat(looks).hasValueLessThan(150);
        assertThat(fixture.list("select end_kind || ' ' || coalesce(failure_class, '-') from agent_runs order by id")
                        .getLast())
                .isEqualTo("revoked -");
        assertThat(fixture.state(issue)).isEqualTo("in-development");
    }

    @Test
    void aSessionThatNobodyAsksAnyMoreEndsItself() throws Exception {
        analysed();
        StopSignal stop = new StopSignal();
        ClaimedTask claim =
                fixture.dispatcher.claim(fixture.register("gone"), "gone").orElseThrow();
        try {
            worker(hands("left", Duration.ofSeconds(2), this::dying, stop)).work(claim, stop);
        } catch (Gone expected) {
            long pid = Long.parseLong(
                    read(directory.resolve("sessions/left-working/process")).split(" ", 2)[0]);
            await(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
            await(() -> ProcessHandle.allProcesses()
                    .noneMatch(process -> process.info()
                            .commandLine()
                            .orElse("")
                            .contains(program().toString())));
            return;
        }
        throw new AssertionError("the run was not cut off");
    }

    @Test
    void whatDeadSessionsLeftIsSwept() throws Exception {
        analysed();
        StopSignal stop = new StopSignal();
        ClaimedTask claim =
                fixture.dispatcher.claim(fixture.register("gone"), "gone").orElseThrow();
        try {
            worker(hands("left", Duration.ofSeconds(1), this::dying, stop)).work(claim, stop);
        } catch (Gone expected) {
            Path left = directory.resolve("sessions/left-working");
            SessionDirectory beside = session("beside");
            beside.sweepBeside(Duration.ZERO);
            assertThat(left).as("its process lives").exists();

            long pid = Long.parseLong(read(left.resolve("process")).split(" ", 2)[0]);
            await(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
            beside.sweepBeside(Duration.ofDays(1));
            assertThat(left).as("somebody asked today").exists();
            beside.sweepBeside(Duration.ZERO);
            assertThat(left).doesNotExist();
            return;
        }
        throw new AssertionError("the run was not cut off");
    }

    private Issue analysed() throws IOException {
        Issue issue = fixture.admitted("Add a note");
        StopSignal stop = new StopSignal();
        try (RemoteHands hands = hands("analyze", PATIENCE, UnaryOperator.identity(), stop)) {
            assertThat(worker(hands).step()).isTrue();
        }
        return issue;
    }

    private StageWorker worker(RemoteHands hands) {
        return fixture.newWorker(
                "elsewhere-" + sessions.size(),
                hands.hands(Set.of(ScriptedBackend.NAME), UnaryOperator.identity(), reading, (host, commands) -> host));
    }

    private RemoteHands hands(String run, Duration patience, UnaryOperator<SessionFiles> files, StopSignal stop) {
        SessionSetup setup =
                new SessionSetup(directory.resolve("elsewhere").toString(), List.of(agent()), Map.of(), patience);
        return new RemoteHands(
                new RemoteHands.Place("here", listened(files.apply(session(run + "-working"))), setup),
                new RemoteHands.Place("here, trusted", session(run + "-trusted"), setup),
                stop);
    }

    /** Keeps what is asked of where agents work. */
    private SessionFiles listened(SessionFiles files) {
        return (SessionFiles) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SessionFiles.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("submit")) {
                        asked.add((String) arguments[1]);
                    }
                    try {
                        return method.invoke(files, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private SessionDirectory session(String name) {
        HostEnvironment here = HostEnvironment.ofThisProcess();
        SessionDirectory session = new SessionDirectory(
                directory.resolve("sessions").resolve(name),
                List.of(
                        here.javaHome().resolve("bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        here.classPath(),
                        SessionMain.class.getName()));
        sessions.add(session);
        return session;
    }

    /** The documentation's agent; it says that it began, and develops once the gate is open. */
    private AgentBackends.Program agent() {
        try {
            Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../../docs/agents.md")));
            assertThat(example.find()).as("an example in docs/agents.md").isTrue();
            String waits = "case $stage in\n  develop)\n    echo develop >> '" + started + "'\n    while [ ! -e '"
                    + gate + "' ]; do sleep 0.1; done\n    ;;\n  *) echo $stage >> '" + started + "' ;;\nesac\n";
            String script = example.group(1)
                    .replaceFirst("case \\$stage in", Matcher.quoteReplacement(waits + "case $stage in"));
            Path program = Files.writeString(program(), script);
            return new AgentBackends.Program(
                    ScriptedBackend.NAME,
                    AgentType.COMMAND,
                    List.of("/bin/sh", program.toString()),
                    Optional.empty(),
                    List.of("PATH"));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private Path program() {
        return directory.resolve("agent.sh");
    }

    /** Whoever asked is gone. */
    private static final class Gone extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Is gone once the agent develops. */
    private SessionFiles dying(SessionFiles files) {
        return (SessionFiles) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SessionFiles.class}, (proxy, method, arguments) -> {
                    if (!lines(started).contains("develop")) {
                        Object answer = method.invoke(files, arguments);
                        if (!(answer instanceof SessionProgress)
                                || !lines(started).contains("develop")) {
                            return answer;
                        }
                    }
                    throw new Gone();
                });
    }

    /** Says nothing any more once the agent was asked. */
    private SessionFiles silent(SessionFiles files, StopSignal stop, AtomicInteger looks) {
        return (SessionFiles) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SessionFiles.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("await") && asked.getLast().contains("agent.run")) {
                        stop.stop("the build was aborted");
                    }
                    if (method.getName().equals("await") && stop.stopped()) {
                        looks.incrementAndGet();
                        return new SessionProgress("", (Long) arguments[1], null, true);
                    }
                    return method.invoke(files, arguments);
                });
    }

    private static List<String> entries(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static List<String> lines(Path file) {
        return Files.exists(file) ? read(file).lines().toList() : List.of();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it came true in 60 s").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
