package io.colony.runner.cli;

import io.colony.engine.config.FileProblem;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.DatabaseSettings;
import io.colony.runner.ExitCode;
import io.colony.runner.Logging;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import io.colony.runner.postgres.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An engine on its store, for the time of one command. */
final class Session implements AutoCloseable {
    private final LoadedSettings settings;
    private final Optional<EmbeddedStore> embedded;
    private final Operations operations;

    private Session(LoadedSettings settings, Optional<EmbeddedStore> embedded, Operations operations) {
        this.settings = settings;
        this.embedded = embedded;
        this.operations = operations;
    }

    /** Makes the work directory, opens the store (the embedded one unless the settings name another) and the engine. */
    static Session open(Program program, LoadedSettings settings) {
        Path work = settings.settings().workDirectory();
        program.engine().check(settings);
        program.git().version(program.host().currentDirectory());
        prepare(work);
        Optional<EmbeddedStore> embedded = settings.settings().store().isPresent()
                ? Optional.empty()
                : Optional.of(EmbeddedStore.open(work, program.runner(), program.host()));
        boolean opened = false;
        try {
            DatabaseSettings store = embedded.map(EmbeddedStore::settings)
                    .or(() -> settings.settings().store())
                    .orElseThrow();
            Session session = new Session(settings, embedded, program.engine().open(settings, store));
            opened = true;
            return session;
        } finally {
            if (!opened) {
                embedded.ifPresent(EmbeddedStore::close);
            }
        }
    }

    /** Makes the work directory and the log in it. */
    static void prepare(Path work) {
        try {
            Files.createDirectories(work.resolve("log"));
            Files.delete(Files.createTempFile(work, "writable", null));
        } catch (IOException failure) {
            throw new RunnerException(
                    ExitCode.CANNOT_CREATE,
                    "The work directory " + work + " cannot be made or written: " + FileProblem.of(failure)
                            + ". Make it writable, or" + " choose another: --work DIR.",
                    failure);
        }
        Logging.toFileBelow(work);
    }

    Operations operations() {
        return operations;
    }

    LoadedSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        try {
            operations.close();
        } finally {
            embedded.ifPresent(EmbeddedStore::close);
        }
    }
}
