package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two programs on one work directory and its one embedded store. */
class SharedStoreIT {
    private static final int ISSUES = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void twoProgramsShareTheWorkAndNoTaskRunsTwice() throws Exception {
        QuickProject project = QuickProject.create(directory.resolve("shared"));
        try (ColonyProcess first = ColonyProcess.colony(project.directory(), "up");
                ColonyProcess second = ColonyProcess.colony(project.directory(), "up")) {
            first.awaitErr(line -> line.startsWith("colony: up at "), PATIENCE);
            second.awaitErr(line -> line.startsWith("colony: up at "), PATIENCE);
            // A third process files: what it makes is for the others to find.
            try (ColonyProcess filing = ColonyProcess.quickWork(project, ISSUES, "file")) {
                assertThat(filing.exitCode(PATIENCE)).as(filing.toString()).isZero();
            }
            try (StoreFacts store = StoreFacts.of(project.work())) {
                store.awaitSettled(first, PATIENCE);
                store.assertEachIssueIsDoneExactlyOnce(project, ISSUES);
                assertShared(store, first, second);
            }
            assertThat(first.end()).as(first.toString()).isIn(0, 143);
            try (ColonyProcess list = ColonyProcess.colony(project.directory(), "issue", "list", "--json")) {
                assertThat(list.exitCode(PATIENCE)).as(list.toString()).isZero();
                assertThat(list.out()).contains("quick/notes#6");
            }
            assertThat(second.alive()).isTrue();
            assertThat(second.end()).as(second.toString()).isIn(0, 143);
        }
        assertThat(project.work().resolve("postgres/data/postmaster.pid")).doesNotExist();
        assertThat(Processes.withPostgres(project.directory())).isEmpty();
    }

    private static void assertShared(StoreFacts store, ColonyProcess first, ColonyProcess second) throws Exception {
        for (ColonyProcess each : new ColonyProcess[] {first, second}) {
            assertThat(store.number("""
                    select count(*) from agent_runs r join workers w on w.id = r.worker_id
                     where r.end_kind = 'completed' and w.pid = %d
                    """.formatted(each.pid())))
                    .as("runs of %s; %s", each, store.state())
                    .isPositive();
        }
        assertThat(store.rows("select id, end_kind, reason from agent_runs where end_kind <> 'completed'"))
                .isEmpty();
        assertThat(store.rows("""
                select task_id, attempt from agent_runs where outcome <> 'parked'
                 group by task_id, attempt having count(*) > 1
                """)).isEmpty();
    }
}
