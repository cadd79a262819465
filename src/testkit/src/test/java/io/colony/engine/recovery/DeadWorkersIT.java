package io.colony.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.process.Machine;
import io.colony.engine.queue.Worker;
import io.colony.engine.queue.Workers;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadWorkersIT {
    private static final String MACHINE = "this machine";
    private static final long SELF = ProcessHandle.current().pid();

    private final StoreFixture store = new StoreFixture();
    private final DeadWorkers deadWorkers =
            new DeadWorkers(store.database, store.queue, Workers.postgres(), MACHINE, store.clock);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aProcessThatLivesIsLeftAloneHoweverTheClocksDiffer() {
        Optional<String> start = Machine.processStart(SELF);
        assertThat(start).isPresent();
        register(SELF, start, store.clock.instant().minus(Duration.ofDays(400)));
        register(SELF, start, store.clock.instant().plus(Duration.ofDays(400)));

        assertThat(deadWorkers.sweep()).isZero();
    }

    @Test
    void aProcessThatOnlyHappensToHaveTheNumberIsNoSignOfLife() {
        Worker dead = register(SELF, Optional.of("1"), store.clock.instant());

        assertThat(deadWorkers.sweep()).isEqualTo(1);
        List<Worker> running = store.database.inTransaction(Workers.postgres()::running);
        assertThat(running).extracting(Worker::id).doesNotContain(dead.id());
        assertThat(deadWorkers.sweep()).isZero();
    }

    @Test
    void aNumberThatNoProcessHasIsADeadWorker() {
        register(999_999_999L, Optional.of("17"), store.clock.instant());

        assertThat(deadWorkers.sweep()).isEqualTo(1);
    }

    private Worker register(long pid, Optional<String> start, Instant at) {
        return store.database.inTransaction(transaction -> Workers.postgres()
                .register(
                        transaction,
                        new Workers.NewWorker("w", MACHINE, pid, List.of("develop"), at, List.of(), start)));
    }
}
