package io.colony.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ElectionIT {
    private final StoreFixture store = new StoreFixture();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Election ann = election("ann");
    private final Election bob = election("bob");

    @AfterEach
    void close() {
        threads.shutdownNow();
        store.close();
    }

    @Test
    void ofManyThatStandAtOnceExactlyOneLeads() throws Exception {
        List<Future<Boolean>> stood = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            Election election = election("instance " + number);
            stood.add(threads.submit(election::stand));
        }
        List<Boolean> leads = new ArrayList<>();
        for (Future<Boolean> one : stood) {
            leads.add(one.get(1, TimeUnit.MINUTES));
        }
        assertThat(leads).containsOnlyOnce(true);
    }

    @Test
    void aLeaderThatIsKilledIsReplacedWithinALease() {
        assertThat(ann.stand()).isTrue();
        assertThat(bob.stand()).isFalse();
        store.clock.advance(Election.LEASE.minusMillis(1));
        assertThat(bob.stand()).isFalse();
        store.clock.advance(Duration.ofMillis(1));

        assertThat(bob.stand()).isTrue();
        assertThat(leader().holder()).isEqualTo("bob");
        assertThat(leader().token()).isEqualTo(2);
    }

    @Test
    void aLeaderThatRenewsStays() {
        for (int beat = 0; beat < 20; beat++) {
            assertThat(ann.stand()).isTrue();
            assertThat(bob.stand()).isFalse();
            store.clock.advance(Election.INTERVAL);
        }
        assertThat(leader().token()).isEqualTo(1);
        assertThat(Duration.between(leader().since(), leader().leaseUntil()))
                .isEqualTo(Duration.ofSeconds(95).plus(Election.LEASE));
    }

    @Test
    void aLeaderThatWasPausedForAMinuteChangesNothingOnceAnotherTookOver() {
        ann.stand();
        store.clock.advance(Duration.ofMinutes(1));
        assertThat(ann.act(transaction -> "still in office"))
                .as("nobody else has taken over, so that nothing is done twice")
                .contains("still in office");
        bob.stand();

        assertThat(ann.leads()).as("it does not know yet").isTrue();
        assertThat(ann.<Integer>act(transaction -> {
                    throw new AssertionError("acted after another took over");
                }))
                .isEmpty();
        assertThat(ann.leads()).isFalse();
        assertThat(ann.stand()).isFalse();
        assertThat(bob.act(transaction -> "acts")).contains("acts");
    }

    @Test
    void nobodyTakesOverWhileAnActIsBeingCommitted() throws Exception {
        ann.stand();
        CountDownLatch acting = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Future<Optional<String>> act = threads.submit(() -> ann.act(transaction -> {
            acting.countDown();
            return await(finish) ? "done" : "gave up";
        }));
        assertThat(await(acting)).isTrue();
        store.clock.advance(Duration.ofMinutes(1));
        Future<Boolean> takeover = threads.submit(bob::stand);
        boolean waited = false;
        try {
            takeover.get(300, TimeUnit.MILLISECONDS);
        } catch (TimeoutException still) {
            waited = true;
        }
        finish.countDown();

        assertThat(waited).isTrue();
        assertThat(act.get(1, TimeUnit.MINUTES)).contains("done");
        assertThat(takeover.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aLeaderThatEndsCleanlyIsReplacedAtOnce() {
        ann.stand();
        ann.resign();

        assertThat(bob.stand()).isTrue();
        assertThat(ann.act(transaction -> "acts")).isEmpty();
    }

    private Leadership.Leader leader() {
        return store.database
                .<Optional<Leadership.Leader>>inTransaction(
                        transaction -> Leadership.postgres().leader(transaction, Leadership.SENTINEL))
                .orElseThrow();
    }

    private Election election(String holder) {
        return new Election(store.database, Leadership.postgres(), Leadership.SENTINEL, holder, store.clock);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
