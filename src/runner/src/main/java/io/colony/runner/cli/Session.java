package io.colony.runner.cli;

import io.colony.engine.config.FileProblem;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.workspace.PrivateDirectory;
import io.colony.runner.ExitCode;
import io.colony.runner.ForeignFiles;
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
        prepare(program, settings);
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

    /** Makes the work directory and the log in it, unless somebody else has made it. */
    static void prepare(Program program, LoadedSettings settings) {
        refuseForeign(program, settings);
        Path work = settings.settings().workDirectory();
        try {
            Files.createDirectories(PrivateDirectory.make(work).resolve("log"));
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

    /** What lies in the work directory is run and trusted: that must be nobody else's. */
    static void refuseForeign(Program program, LoadedSettings settings) {
        boolean named = settings.effective().entries().stream()
                .filter(entry -> entry.name().equals("work_directory"))
                .noneMatch(entry -> entry.source().equals("default"));
        new ForeignFiles(program.git()).refuseWork(settings.settings().workDirectory(), named);
    }

    /** A sentence for people where others on this machine may look into the work directory. */
    static Optional<String> warning(Path work) {
        try {
            return PrivateDirectory.openToOthers(work)
                    ? Optional.of("other users of this machine may look into " + work
                            + ", where clones and logs lie. Take that right away: chmod go= " + work)
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
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
