package io.colony.runner.cli;

import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.DatabaseSettings;
import io.colony.runner.postgres.EmbeddedStore;
import java.util.Optional;

/** The Postgres of the settings, the embedded one started where it is that, without an engine on it. */
final class StoreServer implements AutoCloseable {
    private final Optional<EmbeddedStore> embedded;
    private final DatabaseSettings settings;

    private StoreServer(Optional<EmbeddedStore> embedded, DatabaseSettings settings) {
        this.embedded = embedded;
        this.settings = settings;
    }

    static StoreServer open(Program program, LoadedSettings loaded) {
        Session.prepare(program, loaded);
        Optional<DatabaseSettings> named = loaded.settings().store();
        if (named.isPresent()) {
            return new StoreServer(Optional.empty(), named.get());
        }
        EmbeddedStore store = EmbeddedStore.open(loaded.settings().workDirectory(), program.runner(), program.host());
        return new StoreServer(Optional.of(store), store.settings());
    }

    DatabaseSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        embedded.ifPresent(EmbeddedStore::close);
    }
}
