package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kill switch, with two programs on one store and agents that do not want to end. */
@Timeout(600)
class DispatchStopIT {
    private static final int ISSUES = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Takes no TERM, and has a child that has left it for a session of its own and takes none either. */
    private static final String STUBBORN = """
            #!/bin/sh
            trap '' TERM
            cat >/dev/null
            echo '{"type":"started","detail":"stubborn agent"}'
            echo '{"type":"usage","model":"none","turns":1,"input_tokens":10,"output_tokens":1,"cost_usd":"0.0100"}'
            setsid sh -c 'trap "" TERM; (sleep 3000 & wait) & (sleep 3000 & wait)' >/dev/null 2>&1 &
            while :; do sleep 1; done
            """;

    @TempDir
    static Path directory;

    @Test
    void stopEndsEverythingEverywhereSaysSoAndResumeGoesOn() throws Exception {
        QuickProject project = QuickProject.create(directory.resolve("stopped"));
        String good = Files.readString(project.agent());
        Files.writeString(project.agent(), STUBBORN);
        try (ColonyProcess first = ColonyProcess.colony(project.directory(), "up");
                ColonyProcess second = ColonyProcess.colony(project.directory(), "up")) {
            first.awaitErr(line -> line.startsWith("colony: up at "), PATIENCE);
            second.awaitErr(line -> line.startsWith("colony: up at "), PATIENCE);
            try (ColonyProcess filing = ColonyProcess.quickWork(project, ISSUES, "file")) {
                assertThat(filing.exitCode(PATIENCE)).as(filing.toString()).isZero();
            }
            try (StoreFacts store = StoreFacts.of(project.work())) {
                awaitNumber(store, "select count(*) from agent_runs where agent_started_at is not null", ISSUES, first);
                List<ProcessHandle> agents = agents(project, first, second);
                assertThat(agents).hasSizeGreaterThan(ISSUES);

                stop(project, store);

                // Ended as the command has said; the system shows them until somebody has read how they ended.
                Processes.awaitEnd(agents, Duration.ofSeconds(20));
                assertThat(agents(project, first, second)).isEmpty();
                assertNothingIsBegun(project, store, first);
                Files.writeString(project.agent(), good);
                resume(project, store);
                store.awaitSettled(first, PATIENCE);
                store.assertEachIssueIsDoneExactlyOnce(project, ISSUES);
            }
            assertThat(first.end()).as(first.toString()).isIn(0, 143);
            assertThat(second.end()).as(second.toString()).isIn(0, 143);
        }
    }

    private static void stop(QuickProject project, StoreFacts store) throws Exception {
        try (ColonyProcess stop = colony(project, "dispatch", "stop", "--reason", "It deletes things.")) {
            assertThat(stop.exitCode(PATIENCE)).as(stop.toString()).isZero();
            assertThat(stop.out())
                    .contains("dispatch is stopped since ", "It deletes things.", "PROCESS GROUP")
                    .endsWith("nothing lives\n");
            assertThat(stop.out().lines().filter(line -> line.contains("ended, back in the queue")))
                    .hasSize(ISSUES)
                    .allSatisfy(line -> assertThat(line)
                            .containsPattern("quick/notes#[1-4] +analyze +colony-\\d+/worker-[12] +\\d+ "));
        }
        assertThat(store.rows("select distinct end_kind, reason like '%dispatch was stopped by %' from agent_runs"))
                .containsExactly("revoked t");
        assertThat(store.number("select count(*) from cost_events where usd > 0"))
                .isEqualTo(ISSUES);
        assertThat(store.number("select count(*) from tasks where state = 'queued' and attempt = 1"))
                .isEqualTo(ISSUES);
        assertThat(store.number("select count(*) from audit_log where action = 'dispatch-stopped'"))
                .isEqualTo(1);
    }

    private static void assertNothingIsBegun(QuickProject project, StoreFacts store, ColonyProcess running)
            throws Exception {
        long before = store.number("select count(*) from agent_runs");
        try (ColonyProcess why = colony(project, "why", "quick/notes#1")) {
            assertThat(why.exitCode(PATIENCE)).as(why.toString()).isZero();
            assertThat(why.out()).contains("Dispatch was stopped by", "It deletes things.");
        }
        try (ColonyProcess again = colony(project, "dispatch", "stop", "--reason", "Again.")) {
            assertThat(again.exitCode(PATIENCE)).as(again.toString()).isZero();
            assertThat(again.err()).contains("was stopped already");
        }
        try (ColonyProcess third = colony(project, "up")) {
            third.awaitErr(line -> line.startsWith("colony: dispatch is stopped since "), PATIENCE);
            running.awaitNews(Duration.ofSeconds(5));
            assertThat(third.end()).as(third.toString()).isIn(0, 143);
        }
        assertThat(store.number("select count(*) from agent_runs")).isEqualTo(before);
    }

    private static void resume(QuickProject project, StoreFacts store) throws Exception {
        try (ColonyProcess resume = colony(project, "dispatch", "resume", "--reason", "Mended.")) {
            assertThat(resume.exitCode(PATIENCE)).as(resume.toString()).isZero();
        }
        try (ColonyProcess again = colony(project, "dispatch", "resume")) {
            assertThat(again.exitCode(PATIENCE)).as(again.toString()).isEqualTo(1);
        }
        try (ColonyProcess status = colony(project, "dispatch", "status", "--json")) {
            assertThat(status.exitCode(PATIENCE)).as(status.toString()).isZero();
            assertThat(status.out()).contains("\"stopped\" : false");
        }
        assertThat(store.number("select count(*) from audit_log where action = 'dispatch-resumed'"))
                .isEqualTo(1);
    }

    private static ColonyProcess colony(QuickProject project, String... arguments) {
        return ColonyProcess.colony(project.directory(), arguments);
    }

    /** What runs for the project and is neither a program of ours nor Postgres. */
    private static List<ProcessHandle> agents(QuickProject project, ColonyProcess first, ColonyProcess second) {
        return Processes.of(project.directory()).stream()
                .filter(process -> process.pid() != first.pid() && process.pid() != second.pid())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private static void awaitNumber(StoreFacts store, String sql, long wanted, ColonyProcess living) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (store.number(sql) < wanted) {
            assertThat(System.nanoTime()).as("%s; %s", sql, living).isLessThan(until);
            living.awaitNews(Duration.ofMillis(200));
        }
    }

    @AfterAll
    static void leaveNothingRunning() {
        Processes.withPostgres(directory).forEach(ProcessHandle::destroyForcibly);
    }
}
