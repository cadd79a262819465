package io.colony.runner.postgres;

import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.LocalCommandRunner;
import java.nio.file.Path;

/** A process of its own that uses the store, says so, and ends: cleanly, or as if it were killed. */
final class StoreUser {
    private StoreUser() {}

    public static void main(String[] arguments) {
        EmbeddedStore store =
                EmbeddedStore.open(Path.of(arguments[0]), new LocalCommandRunner(), HostEnvironment.ofThisProcess());
        System.out.println(
                (store.started() ? "started " : "joined ") + store.settings().url());
        System.out.flush();
        if (arguments[1].equals("killed")) {
            Runtime.getRuntime().halt(137);
        }
        store.close();
    }
}
