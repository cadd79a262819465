package io.colony.web.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.ColonyException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreConnectionTest {
    private final BlockingQueue<String> happened = new LinkedBlockingQueue<>();
    private final StoreConnection<String> connection =
            new StoreConnection<>(Duration.ofMillis(1), store -> happened.add("closed " + store));

    @AfterEach
    void end() {
        connection.close();
    }

    @Test
    void isUnsetUntilSomebodySaysWhereTheStoreIs() {
        assertThat(connection.standing()).isEqualTo(new Standing.Unset<>());
    }

    @Test
    void keepsNobodyWaitingWhileTheStoreIsSlow() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        connection.use(Optional.of(() -> {
            happened.add("asked");
            await(slow);
            return "slow";
        }));
        assertThat(next()).isEqualTo("asked");
        assertThat(connection.standing()).isEqualTo(new Standing.Opening<>());
        slow.countDown();
        assertThat(opened()).isEqualTo("slow");
    }

    @Test
    void triesAgainUntilTheStoreIsThereAndSaysWhyMeanwhile() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch back = new CountDownLatch(1);
        connection.use(Optional.of(() -> {
            if (attempts.incrementAndGet() == 3) {
                happened.add("third");
                await(back);
            }
            if (attempts.get() < 4) {
                throw new ColonyException("No Postgres answers.");
            }
            happened.add("fourth");
            return "store";
        }));
        assertThat(next()).isEqualTo("third");
        assertThat(connection.standing()).isEqualTo(new Standing.Away<>("No Postgres answers."));
        back.countDown();
        assertThat(next()).isEqualTo("fourth");
        assertThat(opened()).isEqualTo("store");
        assertThat(attempts).hasValue(4);
    }

    @Test
    void closesOneStoreBeforeItOpensAnother() throws Exception {
        connection.use(Optional.of(() -> "first"));
        connection.use(Optional.of(() -> {
            happened.add("opening second");
            return "second";
        }));
        assertThat(next()).isEqualTo("closed first");
        assertThat(next()).isEqualTo("opening second");
        connection.use(Optional.empty());
        assertThat(next()).isEqualTo("closed second");
    }

    @Test
    void goesBackToNoStoreWhereTheFirstNeverOpened() throws Exception {
        CountDownLatch failed = new CountDownLatch(2);
        connection.use(Optional.of(() -> {
            failed.countDown();
            throw new ColonyException("Wrong password.");
        }));
        await(failed);
        connection.use(Optional.of(() -> "right"));
        assertThat(opened()).isEqualTo("right");
    }

    @Test
    void closesTheStoreForGoodAndTakesNoOther() throws Exception {
        connection.use(Optional.of(() -> "store"));
        connection.close();
        assertThat(next()).isEqualTo("closed store");
        assertThat(connection.standing()).isEqualTo(new Standing.Closed<>());
        connection.use(Optional.of(() -> "late"));
        connection.close();
        assertThat(connection.standing()).isEqualTo(new Standing.Closed<>());
    }

    /** What is opened after it is opened after this returned. */
    private String opened() throws InterruptedException {
        connection.use(Optional.empty());
        return next().replaceFirst("^closed ", "");
    }

    private String next() throws InterruptedException {
        String next = happened.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("something happens in 10 s").isNotNull();
        return String.valueOf(next);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("The test was ended", interrupted);
        }
    }
}
