package io.colony.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PostgresBreakersIT extends BreakersContract {
    @Override
    Breakers breakers() {
        return Breakers.postgres(BreakerSettings.defaults(), new SplittableRandom(1));
    }

    /** Found by chaos: a task was put aside for ten minutes by a breaker that was reset at the same instant. */
    @Test
    void nobodyClosesABreakerBetweenALookAtItAndWhatIsHeldForIt() {
        store.database.useTransaction(
                transaction -> breakers.refused(transaction, BACK_END, Optional.empty(), "429", store.clock.instant()));

        boolean closable = store.database.<Boolean>inTransaction(claiming -> {
            assertThat(breakers.open(claiming, List.of(BACK_END))).hasSize(1);
            // In a thread of its own: within this one it would be the same transaction.
            return CompletableFuture.supplyAsync(this::unlocked).join();
        });

        assertThat(closable).isFalse();
        assertThat(unlocked()).isTrue();
    }

    private boolean unlocked() {
        return store.database.<Boolean>inTransaction(transaction -> transaction
                .handle()
                .createQuery("select scope_key from breakers for no key update skip locked")
                .mapTo(String.class)
                .findOne()
                .isPresent());
    }
}
