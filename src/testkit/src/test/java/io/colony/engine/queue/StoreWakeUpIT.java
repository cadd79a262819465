package io.colony.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.database.Database;
import io.colony.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreWakeUpIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase test = TestDatabase.create();
    private final Database mine = test.database();
    private final StoreWakeUp listener = StoreWakeUp.of(mine);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void whatOneProcessDoesWakesAnother() throws InterruptedException {
        listen();
        try (Database other = Database.open(test.settings())) {
            long ticket = listener.ticket();
            StoreWakeUp.of(other).wake();

            assertThat(listener.await(ticket, PATIENCE)).isTrue();
        }
    }

    @Test
    void aShortCommandTellsOthersBeforeItEnds() throws InterruptedException {
        listen();
        long ticket = listener.ticket();
        try (Database other = Database.open(test.settings())) {
            StoreWakeUp.of(other).wake();
        }

        assertThat(listener.await(ticket, PATIENCE)).isTrue();
    }

    @Test
    void nobodyIsWokenByTheirOwnMessage() throws InterruptedException {
        listen();
        long ticket = listener.ticket();
        listener.wake();
        assertThat(listener.ticket()).isEqualTo(ticket + 1);
        // What another one says afterwards comes after one's own message, so that has been heard by then.
        try (Database other = Database.open(test.settings())) {
            awaitSent();
            StoreWakeUp.of(other).wake();
            assertThat(listener.await(ticket + 1, PATIENCE)).isTrue();
        }

        assertThat(listener.ticket()).isEqualTo(ticket + 2);
    }

    @Test
    void aBurstIsAFewMessages() throws InterruptedException {
        listen();
        long ticket = listener.ticket();
        try (Database other = Database.open(test.settings())) {
            StoreWakeUp burst = StoreWakeUp.of(other);
            for (int wake = 0; wake < 10_000; wake++) {
                burst.wake();
            }
        }

        assertThat(listener.await(ticket, PATIENCE)).isTrue();
        assertThat(listener.ticket() - ticket).isLessThan(1_000);
    }

    @Test
    void hearsAgainAfterItsConnectionWasCutAndThenLooksOnce() throws InterruptedException, SQLException {
        listen();
        long ticket = listener.ticket();
        cut();
        assertThat(listener.await(ticket, PATIENCE)).as("told of the loss").isTrue();
        until(listener::hearsOthers);

        try (Database other = Database.open(test.settings())) {
            long later = listener.ticket();
            StoreWakeUp.of(other).wake();
            assertThat(listener.await(later, PATIENCE)).isTrue();
        }
    }

    @Test
    void comesBackWhenTheServerDoes() throws InterruptedException {
        listen();
        test.allowConnections(false);
        until(() -> !listener.hearsOthers());
        long away = listener.ticket();
        test.allowConnections(true);
        until(listener::hearsOthers);

        assertThat(listener.await(away, PATIENCE))
                .as("something may have been missed")
                .isTrue();
    }

    @Test
    void tellsOthersWhileWorkHoldsEveryConnection() throws InterruptedException {
        listen();
        try (Database other = Database.open(test.settings())) {
            StoreWakeUp wakeUp = StoreWakeUp.of(other);
            holdAll(other, test.settings().poolSize(), () -> {
                long ticket = listener.ticket();
                wakeUp.wake();
                assertThat(await(ticket)).isTrue();
            });
        }
    }

    private boolean await(long ticket) {
        try {
            return listener.await(ticket, Duration.ofSeconds(8));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Work holds so many connections, each in a thread of its own, while something is done. */
    static void holdAll(Database database, int connections, Runnable then) {
        CountDownLatch held = new CountDownLatch(connections);
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService workers = Executors.newFixedThreadPool(connections)) {
            for (int worker = 0; worker < connections; worker++) {
                workers.execute(() -> database.useTransaction(transaction -> {
                    transaction.handle().execute("select 1");
                    held.countDown();
                    await(done);
                }));
            }
            try {
                await(held);
                then.run();
            } finally {
                done.countDown();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void listen() throws InterruptedException {
        listener.listen();
        until(listener::hearsOthers);
    }

    private void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        WakeUp tick = WakeUp.inProcess();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("hears others: %s", listener.hearsOthers())
                    .isLessThan(end);
            tick.await(tick.ticket(), Duration.ofMillis(5));
        }
    }

    /** Until the server has no session any more that is about to notify. */
    private void awaitSent() throws InterruptedException {
        until(() -> number("""
                select count(*) from pg_stat_activity
                where datname = current_database() and query like '%pg_notify%' and state <> 'active'
                """) > 0);
    }

    private void cut() throws SQLException {
        assertThat(number("""
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and application_name = 'colony listener'
                """)).isEqualTo(1);
    }

    private long number(String sql) {
        try (Connection connection = test.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
