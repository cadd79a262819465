package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two real processes on one store: one leads, and when it is killed the other does. */
@Timeout(600)
class LeaderIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void exactlyOneOfTwoProcessesLeadsAndTheOtherTakesOverWhenItIsKilled() throws Exception {
        QuickProject project = QuickProject.create(directory.resolve("led"));
        try (ColonyProcess first = ColonyProcess.colony(project.directory(), "up");
                ColonyProcess second = ColonyProcess.colony(project.directory(), "up")) {
            first.awaitErr(line -> line.startsWith("colony: up at "), PATIENCE);
            second.awaitErr(line -> line.startsWith("colony: up at "), PATIENCE);
            try (StoreFacts store = StoreFacts.of(project.work())) {
                long leader = awaitLeader(store, 1, first);
                ColonyProcess leading = leader == first.pid() ? first : second;
                ColonyProcess other = leading == first ? second : first;
                assertThat(leader).isEqualTo(leading.pid());
                leading.kill();
                long killed = System.nanoTime();

                assertThat(awaitLeader(store, 2, other)).isEqualTo(other.pid());
                assertThat(Duration.ofNanos(System.nanoTime() - killed))
                        .as("a lease of 15 s, a round of 5 s, and the machine's own pace")
                        .isLessThan(Duration.ofSeconds(45));
            }
            try (ColonyProcess workers = ColonyProcess.colony(project.directory(), "workers")) {
                assertThat(workers.exitCode(PATIENCE)).as(workers.toString()).isZero();
                assertThat(workers.out()).contains("leads the Sentinel since");
            }
            try (ColonyProcess sentinel = ColonyProcess.colony(project.directory(), "sentinel", "--json")) {
                assertThat(sentinel.exitCode(PATIENCE)).as(sentinel.toString()).isZero();
                assertThat(sentinel.out()).contains("\"token\" : 2");
            }
            try (ColonyProcess breakers = ColonyProcess.colony(project.directory(), "breakers")) {
                assertThat(breakers.exitCode(PATIENCE)).as(breakers.toString()).isZero();
                assertThat(breakers.out()).contains("No breaker has counted a failure.");
            }
        }
    }

    /** The process that leads in the given term. */
    private static long awaitLeader(StoreFacts store, long term, ColonyProcess living) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<String> rows = store.rows("""
                    select w.pid from leaders l join workers w on l.holder = w.name || ' (' || w.id || ')'
                    where l.duty = 'sentinel' and l.token = %d
                    """.formatted(term));
            if (!rows.isEmpty()) {
                return Long.parseLong(rows.getFirst());
            }
            assertThat(System.nanoTime())
                    .as("no leader of term %d; %s", term, living)
                    .isLessThan(deadline);
            living.awaitNews(Duration.ofMillis(200));
        }
    }
}
