package io.colony.web.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StoreWatchTest {
    private final AtomicReference<Runnable> store = new AtomicReference<>(() -> {});

    @Test
    void saysWhyTheStoreIsAwayUntilItIsBack() {
        try (StoreWatch watch = new StoreWatch(() -> store.get().run())) {
            watch.look();
            assertThat(watch.trouble()).isEmpty();

            store.set(() -> {
                throw new IllegalStateException("Connection refused.");
            });
            watch.look();
            assertThat(watch.trouble()).contains("Connection refused.");

            store.set(() -> {});
            watch.look();
            assertThat(watch.trouble()).isEmpty();
        }
    }
}
